package dev.perennial.core.order;

import dev.perennial.core.customer.BillingAddress;
import dev.perennial.core.money.Currency;
import dev.perennial.core.money.Money;
import dev.perennial.core.time.BillingPeriod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a customer owes or has paid.
 *
 * @param total what it comes to, tax included; no tax is collected yet, so it equals the subtotal
 * @param appliedBalance what the customer's balance takes part with: negative when it pays, positive when a debt is collected with the order
 * @param platformFee what the platform takes from the merchant, which may be nothing; known from the settlement on
 * @param settledAt when what the order's charge brought stood in the books; null before, and for an order that was paid without a charge
 * @param collection how it is being collected, when its first charge did not succeed
 * @param nextWakeAt when its workflow has something to do: to collect, or to ask what a charge has brought
 */
public record Order(UUID id, Instant createdAt, @Nullable Instant modifiedAt, UUID organizationId, UUID customerId, @Nullable UUID productId,
        @Nullable UUID subscriptionId, @Nullable UUID checkoutId, OrderStatus status, BillingReason reason, Money total, Money appliedBalance,
        Money platformFee,
        @Nullable String billingName, @Nullable BillingAddress billingAddress, String invoiceNumber, @Nullable String receiptNumber,
        String description,
        Map<String, Object> metadata, Map<String, Object> customFieldData, @Nullable BillingPeriod period, @Nullable Instant paidAt,
        @Nullable Instant settledAt, Collection collection,
        List<Item> items, @Nullable UUID testClockId, @Nullable Instant nextWakeAt) {

    private static final Duration SETTLEMENT_FIRST_LOOK = Duration.ofMinutes(1);
    private static final Duration SETTLEMENT_LONGEST_PAUSE = Duration.ofDays(1);
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

    /** The amounts it is made of. */
    public OrderAmounts amounts() {
        Money zero = Money.zero(currency());
        return new OrderAmounts(total, zero, zero, TaxBehavior.EXCLUSIVE, appliedBalance);
    }

    /** What the customer still has to pay after their balance took part. */
    public Money due() { return amounts().due(); }

    /** What a card is charged of it. */
    public Money charged() { return amounts().charged(); }

    /** What being paid adds to the customer's balance: credit that is consumed and due amounts a card can't be charged are negative. */
    public Money balanceMovement() {
        return appliedBalance.minus(amounts().carried());
    }

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

    /** Whether it is paid by a charge of which it is not known yet what it has brought. */
    public boolean awaitsSettlement() {
        return status.isPaid() && settledAt == null && charged().isPositive();
    }

    /** What its charge has brought stands in the books: the platform takes its fee, which may be nothing, and nobody has to ask any more. */
    public Order settled(Money fee, Instant now) {
        return withSettlement(fee, now, null, now);
    }

    /** What its charge has brought is still unknown: somebody asks again, after as long as it has been paid, between a minute and a day. */
    public Order askingForSettlement(Instant now) {
        Duration age = paidAt == null ? SETTLEMENT_FIRST_LOOK : Duration.between(paidAt, now);
        Duration bounded = age.compareTo(SETTLEMENT_FIRST_LOOK) < 0 ? SETTLEMENT_FIRST_LOOK : age;
        return withSettlement(platformFee, null, now.plus(bounded.compareTo(SETTLEMENT_LONGEST_PAUSE) > 0 ? SETTLEMENT_LONGEST_PAUSE : bounded), now);
    }

    private Order withSettlement(Money fee, @Nullable Instant settled, @Nullable Instant wakeAt, Instant now) {
        return new Order(id, createdAt, now, organizationId, customerId, productId, subscriptionId, checkoutId, status, reason, total, appliedBalance,
                fee, billingName, billingAddress, invoiceNumber, receiptNumber, description, metadata, customFieldData, period, paidAt, settled,
                collection, items, testClockId, wakeAt);
    }

    private Order with(OrderStatus newStatus, @Nullable String newReceipt, @Nullable Instant newPaidAt, Collection newCollection,
            @Nullable Instant wakeAt,
            Instant now) {
        return new Order(id, createdAt, now, organizationId, customerId, productId, subscriptionId, checkoutId, newStatus, reason, total,
                appliedBalance,
                platformFee, billingName, billingAddress, invoiceNumber, newReceipt, description, metadata, customFieldData, period, newPaidAt,
                settledAt,
                newCollection, items, testClockId, wakeAt);
    }
}
