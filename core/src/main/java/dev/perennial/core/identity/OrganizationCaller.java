package dev.perennial.core.identity;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An organization, by its own access token. No role limits it: it may do whatever its scopes say.
 *
 * @param reach the organization itself, or nothing after {@link #narrowedTo} another one
 * @param client the application that calls in the organization's name, or null when it calls itself
 */
public record OrganizationCaller(UUID organizationId, UUID tokenId, Set<UUID> reach, Set<String> scopes, @Nullable UUID client)
        implements
            MerchantCaller {
    public OrganizationCaller {
        reach = Set.copyOf(reach);
        scopes = Set.copyOf(scopes);
    }

    public OrganizationCaller(UUID organizationId, UUID tokenId, Set<String> scopes) {
        this(organizationId, tokenId, Set.of(organizationId), scopes, null);
    }

    /** The same organization, reached by an application. */
    public OrganizationCaller by(UUID application) {
        return new OrganizationCaller(organizationId, tokenId, reach, scopes, application);
    }

    @Override
    public Set<UUID> organizations() {
        return reach;
    }

    @Override
    public boolean may(Permission permission, UUID organization) {
        return reaches(organization);
    }

    @Override
    public OrganizationCaller narrowedTo(UUID organization) {
        return new OrganizationCaller(organizationId, tokenId, reaches(organization) ? reach : Set.of(), scopes, client);
    }
}
