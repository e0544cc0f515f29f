package dev.perennial.core.command.persistence;

import dev.perennial.core.command.Reconciliation;
import dev.perennial.core.payment.PaymentAttempt;
import dev.perennial.core.persistence.Row;
import dev.perennial.core.persistence.Sql;
import jakarta.inject.Singleton;
import java.time.Duration;
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
                ) due order by next_wake_at limit ?""", JdbcReconciliation::read, instant, limit,
                instant, limit, instant, limit, limit);
    }

    @Override
    public List<Overdue> dueOnClocksAtRest(int limit) {
        return sql.list("""
                select due.aggregate, due.id, due.next_wake_at from test_clock c cross join lateral (
                    select 'subscription' as aggregate, s.id, s.next_wake_at from subscription s
                    where s.test_clock_id = c.id and s.next_wake_at <= c.frozen_time and c.deleted_at is null
                    union all
                    select 'order', o.id, o.next_wake_at from orders o where o.test_clock_id = c.id and o.next_wake_at <= c.frozen_time
                    union all
                    select 'checkout', k.id, k.next_wake_at from checkout k where k.test_clock_id = c.id and k.next_wake_at <= c.frozen_time
                ) due where c.status = 'ready' or c.deleted_at is not null limit ?""", JdbcReconciliation::read, limit);
    }

    @Override
    public List<Overdue> followUpsBefore(Instant instant, int limit) {
        return sql.list("""
                select aggregate, id, next_wake_at from (
                    (select 'customer' as aggregate, id, follow_up_due_at as next_wake_at from customer where follow_up_due_at < ?
                     order by follow_up_due_at limit ?)
                    union all
                    (select 'test-clock', id, follow_up_due_at from test_clock where follow_up_due_at < ? order by follow_up_due_at limit ?)
                ) due order by next_wake_at limit ?""", JdbcReconciliation::read, instant, limit, instant, limit, limit);
    }

    @Override
    public List<Overdue> cardSetupsBefore(Instant instant, int limit) {
        return sql.list("""
                select 'card-setup' as aggregate, id, started_at as next_wake_at from payment_attempt
                where kind = 'setup' and state in ('started', 'unknown', 'requires_action', 'processing') and started_at < ?
                order by started_at limit ?""", row -> read(row, PaymentAttempt.PAYER_TIMEOUT), instant.minus(PaymentAttempt.PAYER_TIMEOUT), limit);
    }

    private static Overdue read(Row row) { return read(row, Duration.ZERO); }

    private static Overdue read(Row row, Duration patience) {
        return new Overdue(row.text("aggregate"), row.uuid("id"), row.instant("next_wake_at").plus(patience));
    }

    @Override
    public List<Overdue> clocksAdvancingSince(Instant instant, int limit) {
        return sql.list(
                """
                        select id, target_time from test_clock where status = 'advancing' and deleted_at is null and modified_at < ? order by modified_at limit ?""",
                row -> new Overdue("test-clock", row.uuid("id"), row.instant("target_time")), instant, limit);
    }
}
