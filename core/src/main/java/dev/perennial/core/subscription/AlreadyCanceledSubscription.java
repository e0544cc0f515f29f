package dev.perennial.core.subscription;

import dev.perennial.core.DomainException;

/** It has ended already, or its end is scheduled. */
public final class AlreadyCanceledSubscription extends DomainException {
    public AlreadyCanceledSubscription() {
        super("AlreadyCanceledSubscription", "This subscription is already canceled or will be at the end of the period.");
    }
}
