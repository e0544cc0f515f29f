package dev.perennial.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.core.command.Reconciliation;
import dev.perennial.core.command.Reconciliation.Kind;
import dev.perennial.core.customer.PersonalCopies;
import dev.perennial.worker.outbox.Installation;
import dev.perennial.core.time.RealInstant;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What statements read that look for a few rows among very many, on the connections that workers have (LIV-1). */
class PlansTest {
    @AutoClose
    final Installation installation = new Installation();

    /** Inserts 30,000 rows; what they belong to doesn't matter, nor who would hear of them. */
    private void insert(String rows) {
        installation.inTransaction(() -> {
            installation.sql().update("set local session_replication_role = replica");
            installation.sql().update(rows + " from generate_series(1, 30000)", installation.organization);
        });
    }

    private long readAsAWhole(String table, Runnable work) {
        installation.sql().update("analyze " + table);
        long[] times = {0};
        installation.inTransaction(() -> {
            for (int look = 0; look < 3; look++) { // At first a statement is planned for its arguments.
                work.run();
            }
            times[0] = installation.sql().one("select seq_scan from pg_stat_xact_user_tables where relname = ?", row -> row.number("seq_scan"),
                    table);
        });
        return times[0];
    }

    @Test
    void whatIsNotLateIsNotRead() {
        for (int part = 0; part < 5; part++) {
            insert("""
                    insert into subscription (id, created_at, organization_id, customer_id, product_id, status, currency, recurring_interval,
                        recurring_interval_count, anchor_day, amount, started_at, current_period_start, current_period_end, next_wake_at)
                    select gen_random_uuid(), now(), ?, gen_random_uuid(), gen_random_uuid(), 'active', 'usd', 'month', 1, 1, 1000, now(), now(),
                        now() + interval '1 month', now() + random() * interval '1 month'""");
        }
        Reconciliation reconciliation = installation.get(Reconciliation.class);
        assertThat(
                readAsAWhole("subscription", () -> assertThat(reconciliation.take(Kind.SUBSCRIPTION, new RealInstant(Instant.now()), 32)).isEmpty()))
                .isZero();
    }

    @Test
    void onePersonsCopiesAreFoundWithoutReadingEverybodys() {
        insert("""
                insert into webhook_event (id, created_at, organization_id, endpoint_id, type, ordering_key, payload, state)
                select gen_random_uuid(), now(), ?, gen_random_uuid(), 'order.paid', gen_random_uuid(), '{}', 'delivered'""");
        PersonalCopies copies = installation.get(PersonalCopies.class);
        assertThat(readAsAWhole("webhook_event", () -> assertThat(copies.erase(UUID.randomUUID())).isTrue())).isZero();
    }
}
