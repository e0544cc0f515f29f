package dev.perennial.core.wire;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where webhooks go, with the secret that signs them. */
public record WebhookEndpointView(UUID id, Instant createdAt, @Nullable Instant modifiedAt, String url, @Nullable String name, String format,
        String secret, UUID organizationId, List<String> events, boolean enabled) {}
