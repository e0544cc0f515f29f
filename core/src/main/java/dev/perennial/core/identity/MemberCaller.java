package dev.perennial.core.identity;

import java.util.Set;
import java.util.UUID;

/** A member of a customer's team, by a member session. */
public record MemberCaller(UUID memberId, UUID customerId, UUID organizationId, TeamRole role, Set<String> scopes) implements PortalCaller {
    /** What a member is to the customer's team. */
    public enum TeamRole { OWNER, BILLING_MANAGER, MEMBER }

    public MemberCaller { scopes = Set.copyOf(scopes); }

    @Override
    public boolean mayManageBilling() {
        return switch (role) {
            case OWNER, BILLING_MANAGER -> true;
            case MEMBER -> false;
        };
    }
}
