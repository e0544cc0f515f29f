package dev.perennial.core.identity;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A running token as it may be shown: all but its value.
 *
 * @param organizationId whose token it is, unless it is a person's
 * @param userId whose token it is, unless it is an organization's
 * @param expiresAt null for a token that lasts until it is revoked
 */
public record AccessToken(UUID id, Instant createdAt, @Nullable Instant modifiedAt, @Nullable UUID organizationId, @Nullable UUID userId,
        ScopeSet scopes, String comment, @Nullable Instant expiresAt, @Nullable Instant lastUsedAt) {}
