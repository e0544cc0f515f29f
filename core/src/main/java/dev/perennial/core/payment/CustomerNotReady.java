package dev.perennial.core.payment;

import dev.perennial.core.DomainException;

/** The payment processor does not know the customer yet, so there is nothing to confirm. */
public final class CustomerNotReady extends DomainException {
    public CustomerNotReady() { super("CustomerNotReady", "This customer has not begun to add a payment method."); }
}
