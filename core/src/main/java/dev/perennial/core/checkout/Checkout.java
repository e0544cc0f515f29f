package dev.perennial.core.checkout;

import dev.perennial.core.money.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A buyer's session over one or more products, one of them selected.
 *
 * @param amount what the selected product costs, in minor units of its currency
 * @param nextWakeAt when its workflow has something to do: expire it, or ask the processor how an unfinished payment stands
 */
public record Checkout(UUID id, Instant createdAt, @Nullable Instant modifiedAt, UUID organizationId, CheckoutStatus status, String clientSecret,
        Instant expiresAt, List<UUID> productIds, UUID productId, UUID priceId, Money amount, Buyer buyer, Options options, Content content,
        @Nullable UUID subscriptionId, @Nullable UUID orderId, @Nullable UUID testClockId, @Nullable Instant nextWakeAt) {

    /** A session can be confirmed for a day. */
    public static final Duration LIFETIME = Duration.ofHours(24);

    /** A payment that waits for the buyer is looked up after this time, and given up when nothing came of it. */
    public static final Duration CONFIRMATION_TIMEOUT = Duration.ofMinutes(30);

    /** What the merchant chose for the session. */
    public record Options(boolean requireBillingAddress, boolean allowDiscountCodes, boolean allowTrial, @Nullable String locale,
            @Nullable String successUrl,
            @Nullable String returnUrl, @Nullable String embedOrigin, @Nullable String paymentMethodType) {}

    /** What is carried along to the customer, the order and the subscription. */
    public record Content(Map<String, Object> metadata, Map<String, Object> customerMetadata, Map<String, Object> customFieldData) {}

    public boolean isExpiredAt(Instant now) { return !now.isBefore(expiresAt); }

    /**
     * Refuses to change a session that is no longer open.
     *
     * @throws NotOpenCheckout if a payment is under way or the session has ended
     */
    public void requireOpen() {
        if (status != CheckoutStatus.OPEN) {
            throw new NotOpenCheckout(id, status);
        }
    }

    public Checkout with(CheckoutStatus newStatus, @Nullable Instant wakeAt, Instant now) {
        return new Checkout(id, createdAt, now, organizationId, newStatus, clientSecret, expiresAt, productIds, productId, priceId, amount, buyer,
                options,
                content, subscriptionId, orderId, testClockId, wakeAt);
    }

    public Checkout with(Buyer newBuyer, Instant now) {
        return new Checkout(id, createdAt, now, organizationId, status, clientSecret, expiresAt, productIds, productId, priceId, amount, newBuyer,
                options,
                content, subscriptionId, orderId, testClockId, nextWakeAt);
    }

    public Checkout with(Options newOptions, Content newContent, Instant now) {
        return new Checkout(id, createdAt, now, organizationId, status, clientSecret, expiresAt, productIds, productId, priceId, amount, buyer,
                newOptions,
                newContent, subscriptionId, orderId, testClockId, nextWakeAt);
    }

    public Checkout withProduct(UUID newProduct, UUID newPrice, Money newAmount, Instant now) {
        return new Checkout(id, createdAt, now, organizationId, status, clientSecret, expiresAt, productIds, newProduct, newPrice, newAmount, buyer,
                options,
                content, subscriptionId, orderId, testClockId, nextWakeAt);
    }

    public Checkout onClock(@Nullable UUID clock) {
        return new Checkout(id, createdAt, modifiedAt, organizationId, status, clientSecret, expiresAt, productIds, productId, priceId, amount, buyer,
                options,
                content, subscriptionId, orderId, clock, nextWakeAt);
    }

    public Checkout succeeded(@Nullable UUID subscription, UUID order, Instant now) {
        return new Checkout(id, createdAt, now, organizationId, CheckoutStatus.SUCCEEDED, clientSecret, expiresAt, productIds, productId, priceId,
                amount,
                buyer, options, content, subscription, order, testClockId, null);
    }
}
