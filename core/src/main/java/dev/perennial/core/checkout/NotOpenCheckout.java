package dev.perennial.core.checkout;

import dev.perennial.core.DomainException;
import java.util.UUID;

/** The session is being paid for or has ended, so it can't be changed. */
public final class NotOpenCheckout extends DomainException {
    public NotOpenCheckout(UUID id, CheckoutStatus status) {
        super("NotOpenCheckout", "Checkout " + id + " is not open: its status is " + status.wire() + ".");
    }
}
