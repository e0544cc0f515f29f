package dev.perennial.core.organization;

import dev.perennial.core.DomainException;

/** A credential that was given for chosen organizations must not widen its own reach. */
public final class CannotCreateOrganization extends DomainException {
    public CannotCreateOrganization() {
        super("CannotCreateOrganizationError", "A credential limited to certain organizations can't create another one.");
    }
}
