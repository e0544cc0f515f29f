package dev.perennial.core.order.persistence;

import dev.perennial.core.customer.BillingAddress;
import dev.perennial.core.money.Currency;
import dev.perennial.core.money.Money;
import dev.perennial.core.order.BillingReason;
import dev.perennial.core.order.Order;
import dev.perennial.core.order.Order.Collection;
import dev.perennial.core.order.Order.Item;
import dev.perennial.core.order.OrderStatus;
import dev.perennial.core.order.Orders;
import dev.perennial.core.persistence.AsJson;
import dev.perennial.core.persistence.Row;
import dev.perennial.core.persistence.Sql;
import dev.perennial.core.time.BillingPeriod;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Singleton
final class JdbcOrders implements Orders {
    private static final String COLUMNS = """
            id, created_at, modified_at, organization_id, customer_id, product_id, subscription_id, checkout_id, status, billing_reason, currency, \
            subtotal_amount, discount_amount, net_amount, tax_amount, total_amount, applied_balance_amount, due_amount, platform_fee_amount, platform_fee_currency, billing_name, \
            billing_address, invoice_number, receipt_number, description, metadata, custom_field_data, period_start, period_end, paid_at, \
            settled_at, failed_attempts, next_payment_attempt_at, test_clock_id, next_wake_at""";
    static final String SELECT = "select " + COLUMNS
            + """
                    , (select jsonb_agg(jsonb_build_object('id', i.id, 'created_at', i.created_at, 'label', i.label, 'amount', i.amount, 'proration', i.proration,
                           'price_id', i.product_price_id) order by i.created_at, i.id)
                       from order_item i where i.order_id = orders.id) as items
                    from orders where\s""";

    private final Sql sql;

    JdbcOrders(Sql sql) { this.sql = sql; }

    @Override
    public Optional<Order> find(UUID id) {
        return sql.find(SELECT + "id = ?", JdbcOrders::read, id);
    }

    /** An order's items never change, so that one statement is enough here and below. */
    @Override
    public Order lock(UUID id) {
        return sql.lockAlone(SELECT + "id = ?", JdbcOrders::read, id);
    }

    @Override
    public Optional<Order> findOfCycle(UUID subscriptionId, Instant periodStart) {
        return sql.find(SELECT + "subscription_id = ? and period_start = ? and billing_reason = 'subscription_cycle'", JdbcOrders::read,
                subscriptionId, periodStart);
    }

    /** A row that was paid while we waited no longer matches. */
    @Override
    public List<Order> lockPendingOf(UUID subscriptionId) {
        sql.requireTransaction();
        return sql.list(SELECT + "subscription_id = ? and status = 'pending' order by created_at, id for no key update", JdbcOrders::read,
                subscriptionId);
    }

    @Override
    public void insert(Order it) {
        long total = it.total().minorUnits();
        BillingPeriod period = it.period();
        sql.insert("orders", COLUMNS, it.id(), it.createdAt(), it.modifiedAt(), it.organizationId(), it.customerId(), it.productId(),
                it.subscriptionId(), it.checkoutId(), it.status().wire(), it.reason().wire(), it.currency(), total, 0L, total, 0L, total,
                it.appliedBalance().minorUnits(), it.due().minorUnits(), it.platformFee().minorUnits(), it.platformFee().currency(), it.billingName(),
                new AsJson(it.billingAddress()),
                it.invoiceNumber(), it.receiptNumber(), it.description(), it.metadata(), it.customFieldData(), period == null ? null : period.start(),
                period == null ? null : period.end(), it.paidAt(), it.settledAt(), it.collection().failedAttempts(), it.collection().nextAttemptAt(),
                it.testClockId(), it.nextWakeAt());
        sql.insertAll("order_item", """
                id uuid, created_at timestamptz, order_id uuid, label text, amount bigint, proration boolean, product_price_id uuid""", it.items(),
                item -> new @Nullable Object[]{item.id(), item.createdAt(), it.id(), item.label(), item.amount().minorUnits(), item.proration(),
                        item.priceId()});
    }

    /** What was sold, for how much and for which period was said when the order was made and stays. */
    @Override
    public void update(Order it) {
        sql.updateOne(
                """
                        update orders set modified_at = ?, status = ?, platform_fee_amount = ?, platform_fee_currency = ?, billing_name = ?, billing_address = ?,
                            receipt_number = ?, metadata = ?, custom_field_data = ?, paid_at = ?, settled_at = ?, failed_attempts = ?, next_payment_attempt_at = ?,
                            next_wake_at = ?
                        where id = ?
                        """,
                it.modifiedAt(), it.status().wire(), it.platformFee().minorUnits(), it.platformFee().currency(), it.billingName(),
                new AsJson(it.billingAddress()), it.receiptNumber(), it.metadata(), it.customFieldData(), it.paidAt(),
                it.settledAt(), it.collection().failedAttempts(), it.collection().nextAttemptAt(), it.nextWakeAt(), it.id());
    }

    static Order read(Row row) {
        Currency currency = row.currency("currency");
        return new Order(row.uuid("id"), row.instant("created_at"), row.instantOrNull("modified_at"), row.uuid("organization_id"),
                row.uuid("customer_id"), row.uuidOrNull("product_id"), row.uuidOrNull("subscription_id"), row.uuidOrNull("checkout_id"),
                OrderStatus.of(row.text("status")), BillingReason.of(row.text("billing_reason")), new Money(row.number("total_amount"), currency),
                new Money(row.number("applied_balance_amount"), currency),
                row.money("platform_fee_amount", "platform_fee_currency"), row.textOrNull("billing_name"),
                row.json("billing_address", BillingAddress.class), row.text("invoice_number"), row.textOrNull("receipt_number"),
                row.text("description"), row.map("metadata"), row.map("custom_field_data"), readPeriod(row), row.instantOrNull("paid_at"),
                row.instantOrNull("settled_at"),
                new Collection(row.integer("failed_attempts"), row.instantOrNull("next_payment_attempt_at")),
                row.list("items", ItemRow.class).stream().map(item -> item.in(currency)).toList(), row.uuidOrNull("test_clock_id"),
                row.instantOrNull("next_wake_at"));
    }

    private static @Nullable BillingPeriod readPeriod(Row row) {
        Instant start = row.instantOrNull("period_start");
        return start == null ? null : new BillingPeriod(start, row.instant("period_end"));
    }

    /** An item as it is gathered into its order's row. */
    record ItemRow(UUID id, Instant createdAt, String label, long amount, boolean proration, @Nullable UUID priceId) {
        Item in(Currency currency) {
            return new Item(id, createdAt, label, new Money(amount, currency), proration, priceId);
        }
    }
}
