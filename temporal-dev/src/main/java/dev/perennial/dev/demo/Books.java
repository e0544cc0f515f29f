package dev.perennial.dev.demo;

import static dev.perennial.dev.demo.StoryFailed.unless;
import static dev.perennial.dev.demo.Waiting.until;

import dev.perennial.dev.stack.Database;
import dev.perennial.dev.supervision.StartFailed;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** The auditor: looks at the ledger with read-only SQL and believes nobody. */
final class Books implements AutoCloseable {
    /** The processor tells the fees of a charge a moment after the charge. */
    private static final Duration SETTLED_WITHIN = Duration.ofSeconds(30);
    private static final String UNBALANCED = """
            SELECT count(*) FROM (SELECT 1 FROM posting GROUP BY journal_id, currency HAVING sum(amount) <> 0) wrong""";
    private static final String PAID_WITHOUT_JOURNAL = """
            SELECT count(*) FROM orders o WHERE o.paid_at IS NOT NULL AND o.total_amount <> 0
            AND NOT EXISTS (SELECT 1 FROM journal j WHERE j.order_id = o.id AND j.kind = 'payment_captured')""";
    /** What the books say the processor owes for an order, against what the order's payments say. */
    private static final String BOOKED_OTHERWISE = """
            SELECT count(*) FROM orders o
            JOIN journal j ON j.order_id = o.id AND j.kind = 'payment_captured'
            LEFT JOIN LATERAL (SELECT sum(p.amount) AS amount FROM posting p WHERE p.journal_id = j.id AND p.account = 'processor_clearing') booked ON true
            LEFT JOIN LATERAL (SELECT sum(m.amount) AS amount FROM payment m WHERE m.order_id = o.id AND m.status = 'succeeded') paid ON true
            WHERE coalesce(booked.amount, 0) <> coalesce(paid.amount, 0) OR coalesce(paid.amount, 0) <> o.due_amount""";
    private static final String UNSETTLED = """
            SELECT count(*) FROM orders o WHERE o.customer_id = ANY (?) AND o.paid_at IS NOT NULL AND o.due_amount > 0
            AND NOT EXISTS (SELECT 1 FROM journal j WHERE j.order_id = o.id AND j.kind = 'payment_settled')""";
    private static final String PAID = "SELECT count(*) FROM orders o WHERE o.customer_id = ANY (?) AND o.paid_at IS NOT NULL";
    private static final String BALANCES = """
            SELECT currency, -sum(amount) FROM posting WHERE account = 'merchant' AND organization_id = ? GROUP BY currency ORDER BY currency""";

    private final Connection connection;

    /** @param databaseUrl as in {@code stack.json} */
    Books(String databaseUrl) throws StartFailed, SQLException {
        Database database = Database.of(databaseUrl);
        connection = DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        connection.setReadOnly(true);
    }

    /**
     * Checks the whole ledger and prints what the merchant is owed.
     *
     * @param customers those of this story, whose orders must all be settled
     */
    void audit(UUID organization, List<UUID> customers, long paidOrders, Timeline timeline) throws Exception {
        unless(count(PAID, customers) == paidOrders, "there should be " + paidOrders + " paid orders, not " + count(PAID, customers));
        until("the settlement of all charges", SETTLED_WITHIN, () -> count(UNSETTLED, customers) == 0 ? Boolean.TRUE : null);
        long unbalanced = count(UNBALANCED);
        unless(unbalanced == 0, unbalanced + " journals do not add up to zero");
        timeline.note("every one of " + count("SELECT count(*) FROM journal") + " journals adds up to zero in each currency");
        long missing = count(PAID_WITHOUT_JOURNAL);
        unless(missing == 0, missing + " paid orders have no journal");
        timeline.note("every paid order has its journal; this story's " + paidOrders + " are settled with the processor");
        long otherwise = count(BOOKED_OTHERWISE);
        unless(otherwise == 0, otherwise + " orders are booked with another amount than was due and paid");
        timeline.note("every order was charged and booked with the amount that was due");
        try (PreparedStatement balances = connection.prepareStatement(BALANCES)) {
            balances.setObject(1, organization);
            try (ResultSet row = balances.executeQuery()) {
                while (row.next()) {
                    timeline.note("the merchant is owed " + Timeline.amount(row.getLong(2), row.getString(1)) + ", after all fees");
                }
            }
        }
    }

    private long count(String query) throws SQLException { return count(query, List.of()); }

    private long count(String query, List<UUID> customers) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            if (!customers.isEmpty()) {
                statement.setArray(1, connection.createArrayOf("uuid", customers.toArray()));
            }
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    @Override
    public void close() throws SQLException { connection.close(); }
}
