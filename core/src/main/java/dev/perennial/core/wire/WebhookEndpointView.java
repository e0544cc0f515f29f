package dev.perennial.core.wire;

import dev.perennial.core.webhook.WebhookEndpoint;
import dev.perennial.core.webhook.WebhookEventType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where webhooks go, with the secret that signs them.
 *
 * @param usesStandardWebhookSignature whether verifiers that read a key from the secret, rather than take it as text, accept deliveries
 */
public record WebhookEndpointView(UUID id, Instant createdAt, @Nullable Instant modifiedAt, String url, @Nullable String name,
        @Form(of = WebhookEndpoint.Format.class) String format,
        String secret, UUID organizationId, List<@Form(of = WebhookEventType.class) String> events, boolean enabled, String apiVersion,
        boolean usesStandardWebhookSignature) {

    public static WebhookEndpointView of(WebhookEndpoint endpoint) {
        return new WebhookEndpointView(endpoint.id(), endpoint.createdAt(), endpoint.modifiedAt(), endpoint.url(), endpoint.name(),
                endpoint.format().wire(), endpoint.secret().value(), endpoint.organizationId(),
                endpoint.events().stream().map(WebhookEventType::wire).toList(), endpoint.enabled(), WebhookEndpoint.API_VERSION,
                endpoint.secret().decoded().isPresent());
    }
}
