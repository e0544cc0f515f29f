package dev.perennial.core.webhook;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where an organization wants its events sent (spec 01 §15).
 *
 * @param url as the merchant wrote it; whether deliveries may go there is decided again at every attempt
 * @param events what it has subscribed to, in the merchant's order; with none it receives nothing
 * @param enabled false when the merchant has switched it off, or we have because nothing got through
 */
public record WebhookEndpoint(UUID id, Instant createdAt, @Nullable Instant modifiedAt, UUID organizationId, String url, @Nullable String name,
        Format format, SigningSecrets secrets, List<WebhookEventType> events, boolean enabled, @Nullable Instant deletedAt) {

    /** The version of the contract that payloads are written in. */
    public static final String API_VERSION = "2026-10";

    public WebhookEndpoint { events = List.copyOf(events); }

    public WebhookEndpoint deleted(Instant at) {
        return new WebhookEndpoint(id, createdAt, at, organizationId, url, name, format, secrets, events, enabled, at);
    }

    /** What its owner verifies deliveries with. */
    public WebhookSecret secret() { return secrets.current(); }

    /** What a delivery's body looks like: the event itself, or a message for a chat. */
    public enum Format {
        RAW, DISCORD, SLACK;

        public String wire() { return name().toLowerCase(Locale.ROOT); }

        public static Format of(String wire) { return valueOf(wire.toUpperCase(Locale.ROOT)); }
    }
}
