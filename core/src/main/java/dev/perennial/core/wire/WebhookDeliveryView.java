package dev.perennial.core.wire;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One try to send a webhook.
 *
 * @param response the beginning of what the receiver answered, or why there was no answer
 */
public record WebhookDeliveryView(UUID id, Instant createdAt, @Nullable Instant modifiedAt, boolean succeeded, @Nullable Integer httpCode,
        @Nullable String response, EventView webhookEvent) {

    /**
     * What was sent.
     *
     * @param succeeded null while no try has ended the matter
     * @param payload the bytes of the body, until they are archived
     */
    public record EventView(UUID id, Instant createdAt, @Nullable Instant modifiedAt, @Nullable Integer lastHttpCode, @Nullable Boolean succeeded,
            boolean skipped, @Nullable String payload, String type, boolean isArchived) {}
}
