package dev.perennial.core.organization;

import dev.perennial.core.DomainException;

/** The organization may not take payments yet, or not any more. */
public final class PaymentNotReady extends DomainException {
    public PaymentNotReady() { super("PaymentNotReady", "This organization can't accept payments at the moment."); }
}
