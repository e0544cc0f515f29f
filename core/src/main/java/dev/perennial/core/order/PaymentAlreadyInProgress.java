package dev.perennial.core.order;

import dev.perennial.core.DomainException;

/** One charge at a time. */
public final class PaymentAlreadyInProgress extends DomainException {
    public PaymentAlreadyInProgress() { super("PaymentAlreadyInProgress", "A payment of this order is already in progress."); }
}
