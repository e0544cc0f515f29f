package dev.perennial.core.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A customer's stay in the portal; its times are real, whatever clock the customer is on. */
public record CustomerSession(UUID id, Instant createdAt, UUID customerId, UUID organizationId, @Nullable String returnUrl, Instant expiresAt) {
    /** A session ends this long after it began, used or not. */
    public static final Duration LIFETIME = Duration.ofHours(1);
}
