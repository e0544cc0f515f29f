package dev.perennial.activities.payment;

import dev.perennial.core.payment.PaymentAttempt;
import jakarta.inject.Singleton;

/** Which outcomes an attempt has: its order's, its session's, or those of a card being saved. */
@Singleton
final class OutcomesByOwner {
    private final OrderOutcomes orders;
    private final CheckoutOutcomes checkouts;
    private final SavedCardOutcomes cards;

    OutcomesByOwner(OrderOutcomes orders, CheckoutOutcomes checkouts, SavedCardOutcomes cards) {
        this.orders = orders;
        this.checkouts = checkouts;
        this.cards = cards;
    }

    AttemptOutcomes of(PaymentAttempt attempt) {
        if (attempt.kind() == PaymentAttempt.Kind.SETUP) {
            return cards;
        }
        return attempt.orderId() == null ? checkouts : orders;
    }
}
