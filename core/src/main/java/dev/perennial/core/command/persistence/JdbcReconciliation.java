package dev.perennial.core.command.persistence;

import dev.perennial.core.command.Reconciliation;
import dev.perennial.core.payment.PaymentAttempt;
import dev.perennial.core.persistence.Row;
import dev.perennial.core.persistence.Sql;
import dev.perennial.core.time.Backoff;
import dev.perennial.core.time.RealInstant;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

/** The tries of what is late, in a table of their own: they change nothing of the rows they are about. */
@Singleton
final class JdbcReconciliation implements Reconciliation {
    private static final Duration LATE = Duration.ofSeconds(60);
    private static final Backoff BACKOFF = new Backoff(Duration.ofMinutes(1), Duration.ofHours(1));
    /** Longer than the longest pause: a row that was not late in all that time is in order. */
    private static final Duration OVER = Duration.ofDays(1);

    private final Sql sql;
    private final TransactionOperations<Connection> transactions;

    JdbcReconciliation(Sql sql, TransactionOperations<Connection> transactions) {
        this.sql = sql;
        this.transactions = transactions;
    }

    /** What of a kind was due before an instant, which is each of its parameters, as {@code id, due_at}. */
    private static String dueBefore(Kind kind) {
        return switch (kind) {
            case SUBSCRIPTION -> """
                    select s.id, s.next_wake_at as due_at from subscription s join organization o on o.id = s.organization_id
                    where s.next_wake_at < ? and s.test_clock_id is null and o.status in ('review', 'snoozed', 'active', 'offboarding')""";
            case ORDER ->
                "select id, next_wake_at as due_at from orders where next_wake_at < ? and test_clock_id is null" + dueWhileTheClockRests("orders");
            case CHECKOUT -> "select id, next_wake_at as due_at from checkout where next_wake_at < ? and test_clock_id is null"
                    + dueWhileTheClockRests("checkout");
            case TEST_CLOCK -> """
                    select id, target_time as due_at from test_clock where status = 'advancing' and deleted_at is null and modified_at < ?
                    union all
                    select id, follow_up_due_at from test_clock where follow_up_due_at < ?""";
            case CUSTOMER -> "select id, follow_up_due_at as due_at from customer where follow_up_due_at < ?";
            case CARD_SETUP -> """
                    select id, started_at + interval '%d seconds' as due_at from payment_attempt
                    where kind = 'setup' and state in ('started', 'unknown', 'requires_action', 'processing')
                        and started_at < ?::timestamptz - interval '%1$d seconds'""".formatted(PaymentAttempt.PAYER_TIMEOUT.toSeconds());
            case COMMAND -> "select id, created_at as due_at from command where outcome is null and created_at < ?";
        };
    }

    /**
     * What is due on a test clock that has not moved for a while, or never will again: a clock wakes what is on it only while it advances. What a clock has failed at
     * waits for its next advance.
     */
    private static String dueWhileTheClockRests(String table) {
        return """

                union all
                select d.id, d.next_wake_at from test_clock c join %s d on d.test_clock_id = c.id and d.next_wake_at <= c.frozen_time
                where (c.status = 'ready' or c.deleted_at is not null) and coalesce(c.modified_at, c.created_at) < ?""".formatted(table);
    }

    @Override
    public List<Late> take(Kind kind, RealInstant now, int limit) {
        return transactions.executeWrite(_ -> {
            if (!sql.one("select pg_try_advisory_xact_lock(hashtextextended('late/' || ?::text, 0)) as mine", row -> row.flag("mine"), kind.wire())) {
                return List.<Late>of(); // Another process is at it.
            }
            // Hardly anything is late. A plan that fits all instants reckons with a third of the rows and reads the whole table.
            sql.update("set local plan_cache_mode = force_custom_plan");
            String due = dueBefore(kind);
            List<Object> arguments = new ArrayList<>(
                    Collections.nCopies(Math.toIntExact(due.chars().filter(c -> c == '?').count()), now.minus(LATE)));
            arguments.addAll(List.of(kind.wire(), now, limit));
            List<Tried> taken = sql.list("""
                    select late.id, late.due_at, coalesce(w.tries, 0) as tries, coalesce(w.answers, 0) as answers
                    from (%s) late left join late_work w on w.kind = ? and w.id = late.id and w.due_at = late.due_at
                    where w.id is null or w.next_try_at <= ?
                    order by coalesce(w.next_try_at, late.due_at), late.id limit ?""".formatted(due), row -> Tried.read(kind, row),
                    arguments.toArray());
            if (!taken.isEmpty()) {
                record(kind, taken, now);
            }
            sql.update("delete from late_work where kind = ? and next_try_at < ?", kind.wire(), now.minus(OVER));
            return taken.stream().map(Tried::late).toList();
        });
    }

    private record Tried(Late late, int before) {
        static Tried read(Kind kind, Row row) {
            return new Tried(new Late(kind, row.uuid("id"), row.instant("due_at"), row.integer("answers")), row.integer("tries"));
        }
    }

    private void record(Kind kind, List<Tried> taken, RealInstant now) {
        List<UUID> ids = taken.stream().map(it -> it.late().id()).toList();
        List<String> due = taken.stream().map(it -> it.late().at().toString()).toList();
        List<String> next = taken.stream().map(it -> now.plus(BACKOFF.after(it.before() + 1)).toString()).toList();
        sql.update("""
                insert into late_work as w (kind, id, due_at, tries, next_try_at)
                select ?, id, due_at, 1, next_try_at from unnest(?::uuid[], ?::timestamptz[], ?::timestamptz[]) as taken (id, due_at, next_try_at)
                on conflict (kind, id) do update set due_at = excluded.due_at, next_try_at = excluded.next_try_at,
                    tries = case when w.due_at = excluded.due_at then w.tries + 1 else 1 end,
                    answers = case when w.due_at = excluded.due_at then w.answers else 0 end""", kind.wire(), ids, due, next);
    }

    @Override
    public void answered(Late late) {
        sql.update("update late_work set answers = answers + 1 where kind = ? and id = ? and due_at = ? and answers = ?", late.kind().wire(),
                late.id(), late.at(), late.answers());
    }
}
