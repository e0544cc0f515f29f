package dev.perennial.core.organization;

import dev.perennial.core.DomainException;

/** An organization cannot get from one status to the other. */
public final class InvalidStatusTransition extends DomainException {
    public InvalidStatusTransition(OrganizationStatus from, OrganizationStatus to) {
        super("InvalidStatusTransitionError", "An organization that is " + from.wire() + " can't become " + to.wire() + ".");
    }
}
