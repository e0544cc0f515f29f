package dev.perennial.core.identity;

import dev.perennial.core.DomainException;

/** Nobody would be left who may manage the organization. */
public final class OrganizationWouldHaveNoAdmins extends DomainException {
    public OrganizationWouldHaveNoAdmins() {
        super("OrganizationWouldHaveNoAdmins", "Somebody has to be left who can manage the organization.");
    }
}
