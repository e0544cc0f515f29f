package dev.perennial.core.identity;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The tokens that organizations and users call the API with. */
public interface AccessTokens {
    /**
     * Issues a token of an organization.
     *
     * @param expiresAt real time, or null for a token that lasts until it is revoked
     * @throws IllegalArgumentException if a scope is for people only
     */
    Issued createForOrganization(UUID organizationId, ScopeSet scopes, String comment, @Nullable Instant expiresAt);

    /** Issues a personal token: a person may give it any scope. */
    Issued createForUser(UUID userId, ScopeSet scopes, String comment, @Nullable Instant expiresAt);

    /** Ends a token at once; one that has ended stays as it is. */
    void revoke(UUID id);

    /** A new token: the only time it is seen in clear. */
    record Issued(UUID id, Token token) {}
}
