package dev.perennial.core.ledger.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perennial.dev.postgres.LocalPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the release before has written, and what it writes while it is replaced, is keyed by what it books (LED-1, LED-3). */
class JournalsBySubjectMigrationTest {
    private static final String BEFORE = "11?";
    private static final UUID OWNER = UUID.randomUUID();
    private final UUID bySession = UUID.randomUUID();
    private final UUID session = UUID.randomUUID();
    private final UUID byRenewal = UUID.randomUUID();
    private final UUID unsettled = UUID.randomUUID();
    private final UUID free = UUID.randomUUID();
    private final UUID chargeOfSession = UUID.randomUUID();
    private final UUID chargeOfRenewal = UUID.randomUUID();
    private final UUID chargeUnsettled = UUID.randomUUID();
    private final UUID uncharged = UUID.randomUUID();
    private final String url = LocalPostgres.temporary().createDatabase();

    /** The rows of the release before; what they refer to beside each other is not looked at. */
    @BeforeEach
    void migrateWithData() {
        migrateTo(BEFORE);
        run("set session_replication_role = replica", """
                insert into organization (id, created_at, name, slug, status, invoice_prefix) values ('%s', now(), 'Shop', 'shop', 'active', 'SHOP')
                """.formatted(OWNER), order(bySession, "'" + session + "'", "paid", 1_000), order(byRenewal, "null", "paid", 1_000),
                order(unsettled, "null", "paid", 1_000), order(free, "null", "paid", 0),
                order(uncharged, "null", "pending", 1_000),
                "update orders set subscription_id = '%s', paid_at = null where id = '%s'".formatted(UUID.randomUUID(), uncharged),
                payment(chargeOfSession, "'" + session + "'", "null"),
                payment(chargeOfRenewal, "null", "'" + byRenewal + "'"), payment(chargeUnsettled, "null", "'" + unsettled + "'"),
                journal(bySession, "payment_captured"), journal(bySession, "payment_settled"), journal(byRenewal, "payment_captured"),
                journal(byRenewal, "payment_settled"), journal(unsettled, "payment_captured"));
        migrateTo("13");
    }

    private void migrateTo(String version) {
        Flyway.configure().dataSource(url, LocalPostgres.USER, "").locations("classpath:db/migration").target(version).load().migrate();
    }

    private static String order(UUID id, String checkout, String status, long due) {
        return """
                insert into orders (id, created_at, organization_id, customer_id, checkout_id, status, billing_reason, currency, subtotal_amount,
                    discount_amount, net_amount, tax_amount, total_amount, due_amount, invoice_number, description, paid_at)
                values ('%s', '2026-01-01Z', '%s', '%s', %s, '%s', 'purchase', 'usd', %d, 0, %d, 0, %d, %d, '%s', 'Pro', '2026-01-01Z')
                """.formatted(id, OWNER, OWNER, checkout, status, due, due, due, due, id);
    }

    private static String payment(UUID id, String checkout, String order) {
        return """
                insert into payment (id, created_at, organization_id, customer_id, checkout_id, order_id, attempt_id, processor_id, status, amount, currency,
                    method, trigger)
                values ('%s', '2026-01-01Z', '%s', '%s', %s, %s, '%s', 'ch_%s', 'succeeded', 1000, 'usd', 'card', 'purchase')
                """
                .formatted(id, OWNER, OWNER, checkout, order, UUID.randomUUID(), id);
    }

    /** As the release before posts it. */
    private static String journal(UUID order, String kind) {
        return """
                with written as (
                    insert into journal (id, kind, created_at, organization_id, reference, order_id)
                    values ('%s', '%s', '2026-01-02Z', '%s', '%s', '%s') on conflict (kind, reference) do nothing returning id
                )
                insert into posting (journal_id, position, account, organization_id, currency, amount, memo)
                select id, 1, 'processor_clearing', null::uuid, 'usd', 1000, 'sale' from written
                union all select id, 2, 'merchant', '%s', 'usd', -1000, 'sale' from written
                """.formatted(UUID.randomUUID(), kind, OWNER, order, order, OWNER);
    }

    private void run(String... statements) {
        try (Connection connection = DriverManager.getConnection(url); Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private List<String> read(String sql) {
        try (Connection connection = DriverManager.getConnection(url); ResultSet rows = connection.createStatement().executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private List<String> journals(UUID order) {
        return read("select kind || ' ' || subject || ' ' || reference from journal where order_id = '" + order + "' order by kind");
    }

    private String settledAt(UUID order) {
        return read("select coalesce((settled_at at time zone 'utc')::text, 'never') from orders where id = '" + order + "'").getFirst();
    }

    /** Minutes from now, to the next ten. */
    private String dueIn(UUID order) {
        return read(
                "select coalesce((ceil(extract(epoch from next_wake_at - now()) / 600) * 10)::int::text, 'never') from orders where id = '" + order
                        + "'")
                .getFirst();
    }

    @Test
    void whatWasPostedNamesItsCharge() {
        assertThat(journals(bySession)).containsExactly("payment_captured charge " + chargeOfSession, "payment_settled charge " + chargeOfSession);
        assertThat(journals(byRenewal)).containsExactly("payment_captured charge " + chargeOfRenewal, "payment_settled charge " + chargeOfRenewal);
        assertThat(settledAt(bySession)).isEqualTo("2026-01-02 00:00:00");
    }

    /** Workers of the release before take such a due time away, without doing anything about it: it begins when they are gone. */
    @Test
    void whatWasNeverSettledIsDueAfterTheUpgrade() {
        assertThat(settledAt(unsettled)).isEqualTo("never");
        assertThat(dueIn(unsettled)).isEqualTo("60");
        assertThat(settledAt(free)).isEqualTo("never");
        assertThat(dueIn(free)).isEqualTo("never");
    }

    /** Likewise where the first charge was never made. */
    @Test
    void whatWasNeverChargedIsDueAfterTheUpgrade() { assertThat(dueIn(uncharged)).isEqualTo("60"); }

    @Test
    void theLedgerIsStillAppendOnly() {
        assertThatThrownBy(() -> run("update journal set kind = 'other'")).hasMessageContaining("append-only");
        assertThatThrownBy(() -> run("delete from journal")).hasMessageContaining("append-only");
    }

    @Test
    void theReleaseBeforeGoesOnPostingWhileItIsReplaced() {
        run(journal(unsettled, "payment_settled"), journal(unsettled, "payment_settled"));
        assertThat(journals(unsettled)).containsExactly("payment_captured charge " + chargeUnsettled, "payment_settled charge " + chargeUnsettled);
        assertThat(settledAt(unsettled)).startsWith("2026-01-02");
    }
}
