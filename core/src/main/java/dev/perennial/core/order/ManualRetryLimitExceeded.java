package dev.perennial.core.order;

import dev.perennial.core.DomainException;

/** The customer has used up the tries by hand. */
public final class ManualRetryLimitExceeded extends DomainException {
    public ManualRetryLimitExceeded() {
        super("ManualRetryLimitExceeded", "This order has been tried too often. Wait for the next automatic retry.");
    }
}
