package dev.perennial.core.identity;

import dev.perennial.core.member.MemberRole;
import java.util.Set;
import java.util.UUID;

/** A member of a customer's team, by a member session. */
public record MemberCaller(UUID sessionId, UUID memberId, UUID customerId, UUID organizationId, MemberRole role,
        Set<String> scopes) implements PortalCaller {
    public MemberCaller { scopes = Set.copyOf(scopes); }

    @Override
    public boolean mayManageBilling() {
        return switch (role) {
            case OWNER, BILLING_MANAGER -> true;
            case MEMBER -> false;
        };
    }
}
