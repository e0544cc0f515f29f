package dev.perennial.core.subscription.persistence;

import dev.perennial.core.money.Currency;
import dev.perennial.core.money.Money;
import dev.perennial.core.persistence.Row;
import dev.perennial.core.persistence.Sql;
import dev.perennial.core.subscription.Cancellation;
import dev.perennial.core.subscription.Subscription;
import dev.perennial.core.subscription.Subscription.Line;
import dev.perennial.core.subscription.SubscriptionState;
import dev.perennial.core.subscription.SubscriptionState.Active;
import dev.perennial.core.subscription.SubscriptionState.Canceled;
import dev.perennial.core.subscription.SubscriptionState.PastDue;
import dev.perennial.core.subscription.Subscriptions;
import dev.perennial.core.time.BillingInterval;
import dev.perennial.core.time.BillingPeriod;
import dev.perennial.core.time.IntervalUnit;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Singleton
final class JdbcSubscriptions implements Subscriptions {
    private static final String COLUMNS = """
            id, created_at, modified_at, organization_id, customer_id, product_id, checkout_id, currency, recurring_interval, recurring_interval_count, \
            anchor_day, amount, started_at, current_period_start, current_period_end, status, past_due_at, ended_at, cancel_at_period_end, canceled_at, \
            ends_at, customer_cancellation_reason, customer_cancellation_comment, payment_method_id, metadata, custom_field_data, test_clock_id, \
            next_wake_at""";
    static final String SELECT = "select " + COLUMNS + """
            , (select jsonb_agg(jsonb_build_object('price_id', l.product_price_id, 'amount', l.amount) order by l.product_price_id)
               from subscription_price l where l.subscription_id = subscription.id) as lines
            from subscription where\s""";
    /** An order keeps its subscription for ever, so that this needs no lock of the order. */
    private static final String OF_ORDER = "id = (select subscription_id from orders where id = ?)";

    private final Sql sql;

    JdbcSubscriptions(Sql sql) { this.sql = sql; }

    @Override
    public Optional<Subscription> find(UUID id) {
        return sql.find(SELECT + "id = ?", JdbcSubscriptions::read, id);
    }

    @Override
    public Subscription lock(UUID id) {
        return sql.lock("subscription", SELECT + "id = ?", JdbcSubscriptions::read, id);
    }

    @Override
    public List<UUID> runningOf(UUID customerId) {
        return sql.list("select id from subscription where customer_id = ? and ended_at is null order by id", row -> row.uuid("id"), customerId);
    }

    @Override
    public Optional<Subscription> lockOfOrder(UUID orderId) {
        return sql.findLocked("subscription", OF_ORDER, SELECT + OF_ORDER, JdbcSubscriptions::read, orderId);
    }

    @Override
    public boolean hasBillable(UUID customerId) {
        return sql.one("select exists (select 1 from subscription where customer_id = ? and status in ('active', 'past_due')) as billable",
                row -> row.flag("billable"), customerId);
    }

    @Override
    public void insert(Subscription it) {
        Cancellation end = it.cancellation();
        sql.insert("subscription", COLUMNS, it.id(), it.createdAt(), it.modifiedAt(), it.organizationId(), it.customerId(), it.productId(),
                it.checkoutId(), it.amount().currency(), it.interval().unit().wire(), it.interval().count(), it.anchorDay(), it.amount().minorUnits(),
                it.startedAt(), it.period().start(), it.period().end(), it.state().wire(), it.pastDueAt(), endedAt(it), it.endsAtPeriodEnd(),
                end == null ? null : end.requestedAt(), end == null ? null : end.endsAt(), end == null ? null : end.reason(),
                end == null ? null : end.comment(), it.paymentMethodId(), it.metadata(), it.customFieldData(), it.testClockId(), it.nextWakeAt());
        sql.insertAll("subscription_price", "subscription_id uuid, product_price_id uuid, amount bigint", it.lines(),
                line -> new @Nullable Object[]{it.id(), line.priceId(), line.amount().minorUnits()});
    }

    /** Its lines stay as they were sold: no command changes a price yet. */
    @Override
    public void update(Subscription it) {
        Cancellation end = it.cancellation();
        sql.updateOne("""
                update subscription set modified_at = ?, current_period_start = ?, current_period_end = ?, status = ?, past_due_at = ?, ended_at = ?,
                    cancel_at_period_end = ?, canceled_at = ?, ends_at = ?, customer_cancellation_reason = ?, customer_cancellation_comment = ?,
                    payment_method_id = ?, metadata = ?, custom_field_data = ?, next_wake_at = ?
                where id = ?
                """, it.modifiedAt(), it.period().start(), it.period().end(), it.state().wire(), it.pastDueAt(), endedAt(it), it.endsAtPeriodEnd(),
                end == null ? null : end.requestedAt(), end == null ? null : end.endsAt(), end == null ? null : end.reason(),
                end == null ? null : end.comment(), it.paymentMethodId(), it.metadata(), it.customFieldData(), it.nextWakeAt(), it.id());
    }

    private static @Nullable Instant endedAt(Subscription subscription) {
        return subscription.state() instanceof Canceled(var endedAt, var _) ? endedAt : null;
    }

    static Subscription read(Row row) {
        Currency currency = row.currency("currency");
        return new Subscription(row.uuid("id"), row.instant("created_at"), row.instantOrNull("modified_at"), row.uuid("organization_id"),
                row.uuid("customer_id"), row.uuid("product_id"), row.uuidOrNull("checkout_id"),
                new BillingInterval(IntervalUnit.find(row.text("recurring_interval")).orElseThrow(), row.integer("recurring_interval_count")),
                row.integer("anchor_day"), new Money(row.number("amount"), currency),
                row.list("lines", PriceLine.class).stream().map(line -> new Line(line.priceId(), new Money(line.amount(), currency))).toList(),
                row.instant("started_at"), new BillingPeriod(row.instant("current_period_start"), row.instant("current_period_end")), readState(row),
                readCancellation(row), row.uuidOrNull("payment_method_id"), row.map("metadata"), row.map("custom_field_data"),
                row.uuidOrNull("test_clock_id"));
    }

    private static SubscriptionState readState(Row row) {
        return switch (row.text("status")) {
            case "active" -> new Active();
            case "past_due" -> new PastDue(row.instant("past_due_at"));
            case "canceled" -> new Canceled(row.instant("ended_at"), row.instantOrNull("past_due_at"));
            case String other -> throw new IllegalStateException("subscription " + row.uuid("id") + " has the unknown status " + other);
        };
    }

    private static @Nullable Cancellation readCancellation(Row row) {
        Instant requestedAt = row.instantOrNull("canceled_at");
        return requestedAt == null
                ? null
                : new Cancellation(requestedAt, row.instant("ends_at"), row.flag("cancel_at_period_end"),
                        row.textOrNull("customer_cancellation_reason"), row.textOrNull("customer_cancellation_comment"));
    }

    /** A line as it is gathered into its subscription's row. */
    record PriceLine(UUID priceId, long amount) {}
}
