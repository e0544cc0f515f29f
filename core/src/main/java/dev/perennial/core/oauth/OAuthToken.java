package dev.perennial.core.oauth;

import dev.perennial.core.identity.ScopeSet;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An access token and the refresh token that came with it, as stored.
 *
 * @param clientId the application's row
 * @param userId whose access it is; null for an organization's, by a grant of the past
 * @param codeId the code the first of the line came from
 * @param organizations what it was narrowed to; empty means everything
 * @param expiresAt when the access token ends; a refresh token has no end of its own
 */
public record OAuthToken(UUID id, Instant createdAt, UUID clientId, @Nullable UUID userId, @Nullable UUID organizationId, @Nullable UUID codeId,
        ScopeSet scopes, Set<UUID> organizations, Instant expiresAt) {
    /** How long the first access token of a line lasts. */
    public static final Duration FIRST_LIFETIME = Duration.ofDays(10);
    /** How long an access token lasts that was got without the person. */
    public static final Duration LATER_LIFETIME = Duration.ofHours(1);

    public OAuthToken { organizations = Set.copyOf(organizations); }
}
