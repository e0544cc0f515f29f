package dev.perennial.core.wire;

import dev.perennial.core.webhook.WebhookEndpoint;
import dev.perennial.core.webhook.WebhookEventState;
import dev.perennial.core.webhook.WebhookEventType;
import dev.perennial.core.webhook.WebhookSearch;
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
            boolean skipped, @Nullable String payload, @Form(of = WebhookEventType.class) String type, boolean isArchived, String apiVersion) {
        static EventView of(WebhookSearch.Event event) {
            return new EventView(event.id(), event.createdAt(), event.modifiedAt(), event.lastHttpCode(), succeeded(event.state()),
                    event.state() == WebhookEventState.SKIPPED, event.payload(), event.type(), event.payload() == null,
                    WebhookEndpoint.API_VERSION);
        }

        private static @Nullable Boolean succeeded(WebhookEventState state) {
            return switch (state) {
                case DELIVERED -> true;
                case FAILED -> false;
                case QUEUED, RETRYING, SKIPPED -> null;
            };
        }
    }

    public static WebhookDeliveryView of(WebhookSearch.Delivery delivery) {
        return new WebhookDeliveryView(delivery.id(), delivery.createdAt(), null, delivery.succeeded(), delivery.httpCode(), delivery.response(),
                EventView.of(delivery.event()));
    }
}
