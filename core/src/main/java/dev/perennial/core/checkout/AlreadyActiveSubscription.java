package dev.perennial.core.checkout;

import dev.perennial.core.DomainException;

/** The organization sells one subscription per customer, and this one has it already (spec 02 §11). */
public final class AlreadyActiveSubscription extends DomainException {
    public AlreadyActiveSubscription() { super("AlreadyActiveSubscriptionError", "This customer already has an active subscription."); }
}
