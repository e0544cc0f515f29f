package dev.perennial.core.wire;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A customer's way into the portal.
 *
 * @param token the credential in clear: this answer is the only place it ever appears
 */
public record CustomerSessionView(UUID id, Instant createdAt, @Nullable Instant modifiedAt, String token, Instant expiresAt,
        @Nullable String returnUrl, String customerPortalUrl, UUID customerId, CustomerView customer) {}
