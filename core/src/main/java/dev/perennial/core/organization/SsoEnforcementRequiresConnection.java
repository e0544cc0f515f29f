package dev.perennial.core.organization;

import dev.perennial.core.DomainException;

/** Nobody could sign in if an organization insisted on a connection it doesn't have. */
public final class SsoEnforcementRequiresConnection extends DomainException {
    public SsoEnforcementRequiresConnection() {
        super("SSOEnforcementRequiresConnection", "Set up a connection to your identity provider first.");
    }
}
