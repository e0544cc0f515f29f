package dev.perennial.core.identity;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The access that people have given to applications. */
public interface DelegatedAccess {
    /** What a running access token of an application stands for; nothing when it is unknown, has ended, or its application is gone. */
    Optional<Delegation> find(String accessToken);

    /**
     * Access for somebody: a person, or an organization by a grant of the past.
     *
     * @param client the application's row
     * @param organizations what a person's access was narrowed to; empty means everything the person reaches
     */
    record Delegation(UUID tokenId, UUID client, @Nullable UUID userId, @Nullable UUID organizationId, Set<UUID> organizations, ScopeSet scopes) {
        public Delegation { organizations = Set.copyOf(organizations); }
    }
}
