package dev.perennial.core.organization;

import dev.perennial.core.DomainException;

/** Only merchants who were given the right to may have disputes accepted for them. */
public final class DisputeAutoAcceptNotEnabled extends DomainException {
    public DisputeAutoAcceptNotEnabled() {
        super("DisputeAutoAcceptNotEnabled", "Disputes can't be accepted automatically for this organization.");
    }
}
