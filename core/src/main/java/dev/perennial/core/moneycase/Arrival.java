package dev.perennial.core.moneycase;

import dev.perennial.core.checkout.Checkout;
import dev.perennial.core.customer.Customer;
import dev.perennial.core.moneycase.MoneyCase.Kind;
import dev.perennial.core.order.Order;
import dev.perennial.core.organization.Organization;
import dev.perennial.core.payment.PaymentAttempt;
import java.util.Optional;

/** Decides whether money that has arrived still buys what it was paid for; where it doesn't, it says why it has to go back. */
public final class Arrival {
    private Arrival() {}

    /**
     * Money for a session. An archived product is delivered: what was confirmed is sold.
     *
     * @param attempt the try as it stood before the money arrived
     * @param anotherIsOpen whether the session is being paid by another try
     * @param subscribed whether the customer has the one subscription that the merchant allows, and this would be another
     */
    public static Optional<Kind> forSession(Checkout session, PaymentAttempt attempt, boolean anotherIsOpen, Customer customer, Organization seller,
            boolean subscribed) {
        return switch (session.status()) {
            case SUCCEEDED -> Optional.of(Kind.PAID_TWICE);
            case EXPIRED, FAILED -> Optional.of(Kind.PAID_TOO_LATE);
            case OPEN, CONFIRMED -> {
                if (anotherIsOpen) {
                    yield Optional.of(Kind.PAID_TWICE);
                }
                // Open again, it may have been changed since.
                if (!attempt.state().isOpen() && !attempt.amount().equals(session.amount().chargeable())) {
                    yield Optional.of(Kind.PAID_TOO_LATE);
                }
                if (customer.deletedAt() != null) {
                    yield Optional.of(Kind.CUSTOMER_DELETED);
                }
                if (seller.deletedAt() != null || !seller.status().takesCheckoutPayments()) {
                    yield Optional.of(Kind.MERCHANT_STOPPED);
                }
                yield subscribed ? Optional.of(Kind.ALREADY_SUBSCRIBED) : Optional.empty();
            }
        };
    }

    /**
     * Money for an order. What a stopped merchant's customer owes stays owed: the period it is for has begun.
     *
     * @param anotherIsOpen whether the order is being paid by another try
     */
    public static Optional<Kind> forOrder(Order order, boolean anotherIsOpen) {
        if (order.status().isPaid() || (order.isPending() && anotherIsOpen)) {
            return Optional.of(Kind.PAID_TWICE);
        }
        return order.isPending() ? Optional.empty() : Optional.of(Kind.PAID_TOO_LATE);
    }
}
