package dev.perennial.core.command.persistence;

import dev.perennial.core.command.Reconciliation;
import dev.perennial.core.persistence.Sql;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;

@Singleton
final class JdbcReconciliation implements Reconciliation {
    /** Any number will do, as long as nobody else locks it: these letters are "repairer". */
    private static final long LOCK = 0x7265706169726572L;

    private final Sql sql;

    JdbcReconciliation(Sql sql) { this.sql = sql; }

    @Override
    public boolean isMyTurn() {
        sql.requireTransaction();
        return sql.one("select pg_try_advisory_xact_lock(?) as mine", row -> row.flag("mine"), LOCK);
    }

    @Override
    public List<Overdue> overdueBefore(Instant instant, int limit) {
        return sql.list("""
                select aggregate, id, next_wake_at from (
                    (select 'subscription' as aggregate, s.id, s.next_wake_at from subscription s join organization o on o.id = s.organization_id
                     where s.next_wake_at < ? and s.test_clock_id is null and o.status in ('review', 'snoozed', 'active', 'offboarding')
                     order by s.next_wake_at limit ?)
                    union all
                    (select 'order', id, next_wake_at from orders where next_wake_at < ? and test_clock_id is null order by next_wake_at limit ?)
                    union all
                    (select 'checkout', id, next_wake_at from checkout where next_wake_at < ? and test_clock_id is null order by next_wake_at limit ?)
                ) due order by next_wake_at limit ?""", row -> new Overdue(row.text("aggregate"), row.uuid("id"), row.instant("next_wake_at")),
                instant, limit,
                instant, limit, instant, limit, limit);
    }

    @Override
    public List<Overdue> clocksAdvancingSince(Instant instant, int limit) {
        return sql.list(
                """
                        select id, target_time from test_clock where status = 'advancing' and deleted_at is null and modified_at < ? order by modified_at limit ?""",
                row -> new Overdue("test-clock", row.uuid("id"), row.instant("target_time")), instant, limit);
    }
}
