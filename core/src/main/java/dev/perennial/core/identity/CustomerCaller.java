package dev.perennial.core.identity;

import java.util.Set;
import java.util.UUID;

/** A customer in person, by a customer session. */
public record CustomerCaller(UUID sessionId, UUID customerId, UUID organizationId, Set<String> scopes) implements PortalCaller {
    public CustomerCaller { scopes = Set.copyOf(scopes); }

    @Override
    public boolean mayManageBilling() {
        return true;
    }
}
