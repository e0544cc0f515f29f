package dev.perennial.core.checkout;

import dev.perennial.core.DomainException;

/** The session's external id belongs to a customer with another e-mail address. */
public final class CheckoutCustomerExternalIdMismatch extends DomainException {
    public CheckoutCustomerExternalIdMismatch() {
        super("CheckoutCustomerExternalIdMismatch", "A customer with this external id exists under another e-mail address.");
    }
}
