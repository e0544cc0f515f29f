package dev.perennial.core.order;

import dev.perennial.core.DomainException;

/** The order is not pending in the dunning of a subscription. */
public final class OrderNotEligibleForRetry extends DomainException {
    public OrderNotEligibleForRetry() { super("OrderNotEligibleForRetry", "This order can't be paid by hand: it is not waiting for a payment."); }
}
