package dev.perennial.core.checkout;

import dev.perennial.core.DomainException;

/** The customer the session belongs to was deleted in the meantime. */
public final class CheckoutCustomerDeleted extends DomainException {
    public CheckoutCustomerDeleted() { super("CheckoutCustomerDeleted", "The customer of this checkout has been deleted."); }
}
