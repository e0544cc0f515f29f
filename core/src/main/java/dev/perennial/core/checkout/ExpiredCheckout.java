package dev.perennial.core.checkout;

import dev.perennial.core.DomainException;

/** The session's time is over. */
public final class ExpiredCheckout extends DomainException {
    public ExpiredCheckout() { super("ExpiredCheckoutError", "This checkout session has expired."); }
}
