package dev.perennial.core.order;

import dev.perennial.core.customer.BillingAddress;
import dev.perennial.core.money.Currency;
import dev.perennial.core.money.Money;
import dev.perennial.core.time.BillingPeriod;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a customer owes or has paid.
 *
 * @param total what it comes to, tax included; no tax is collected yet, so it equals the subtotal
 * @param collection how it is being collected, when its first charge did not succeed
 * @param nextWakeAt when its collection workflow has something to do
 */
public record Order(UUID id, Instant createdAt, @Nullable Instant modifiedAt, UUID organizationId, UUID customerId, @Nullable UUID productId,
        @Nullable UUID subscriptionId, @Nullable UUID checkoutId, OrderStatus status, BillingReason reason, Money total, Money platformFee,
        @Nullable String billingName, @Nullable BillingAddress billingAddress, String invoiceNumber, @Nullable String receiptNumber,
        String description,
        Map<String, Object> metadata, Map<String, Object> customFieldData, @Nullable BillingPeriod period, @Nullable Instant paidAt,
        Collection collection,
        List<Item> items, @Nullable UUID testClockId, @Nullable Instant nextWakeAt) {

    /** A fact of ours: the order has, or has to look at, a collection of its own. */
    public static final String COLLECTION_STARTED = "collection.started";

    /** A line of the order. */
    public record Item(UUID id, Instant createdAt, String label, Money amount, boolean proration, @Nullable UUID priceId) {}

    /**
     * How far the collection of an unpaid order has come.
     *
     * @param failedAttempts charges that failed and count for the dunning schedule
     * @param nextAttemptAt when it is tried again, or null when it is not in dunning
     */
    public record Collection(int failedAttempts, @Nullable Instant nextAttemptAt) {
        public static final Collection NONE = new Collection(0, null);
    }

    public Currency currency() { return total.currency(); }

    /** What is left to charge. */
    public Money due() { return total; }

    public boolean isPending() { return status == OrderStatus.PENDING; }

    public Order paid(@Nullable String newReceiptNumber, Instant now) {
        return with(OrderStatus.PAID, newReceiptNumber, now, new Collection(collection.failedAttempts(), null), null, now);
    }

    /** Written off: never to be collected. */
    public Order voided(Instant now) {
        return with(OrderStatus.VOID, receiptNumber, paidAt, new Collection(collection.failedAttempts(), null), null, now);
    }

    /** Collection goes on as stated, its workflow waking at the given instant. */
    public Order collecting(Collection newCollection, @Nullable Instant wakeAt, Instant now) {
        return with(status, receiptNumber, paidAt, newCollection, wakeAt, now);
    }

    public Order withPlatformFee(Money fee, Instant now) {
        return new Order(id, createdAt, now, organizationId, customerId, productId, subscriptionId, checkoutId, status, reason, total, fee,
                billingName,
                billingAddress, invoiceNumber, receiptNumber, description, metadata, customFieldData, period, paidAt, collection, items, testClockId,
                nextWakeAt);
    }

    private Order with(OrderStatus newStatus, @Nullable String newReceipt, @Nullable Instant newPaidAt, Collection newCollection,
            @Nullable Instant wakeAt,
            Instant now) {
        return new Order(id, createdAt, now, organizationId, customerId, productId, subscriptionId, checkoutId, newStatus, reason, total, platformFee,
                billingName, billingAddress, invoiceNumber, newReceipt, description, metadata, customFieldData, period, newPaidAt, newCollection,
                items,
                testClockId, wakeAt);
    }
}
