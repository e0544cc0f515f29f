package dev.perennial.api.webhook;

import static dev.perennial.api.platform.input.Values.bool;
import static dev.perennial.api.platform.input.Values.listOf;
import static dev.perennial.api.platform.input.Values.oneOf;
import static dev.perennial.api.platform.input.Values.text;

import dev.perennial.api.platform.input.Fields;
import dev.perennial.api.platform.input.OrganizationField;
import dev.perennial.api.platform.input.Value;
import dev.perennial.core.identity.MerchantCaller;
import dev.perennial.core.webhook.TargetPolicy;
import dev.perennial.core.webhook.TargetUrl;
import dev.perennial.core.webhook.WebhookEndpoint.Format;
import dev.perennial.core.webhook.WebhookEventType;
import dev.perennial.core.webhook.WebhookSecret;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** An endpoint to be created. */
record WebhookEndpointInput(UUID organizationId, String url, Optional<String> name, Format format, List<WebhookEventType> events,
        Optional<WebhookSecret> secret) {
    private static final int MAX_EVENTS = 100;
    private static final int MIN_SECRET = 32;
    private static final Value<Format> FORMAT = oneOf(Format.class, Format::wire);
    private static final Value<List<WebhookEventType>> EVENTS = listOf(oneOf(WebhookEventType.class, WebhookEventType::wire)).size(0, MAX_EVENTS);

    static Supplier<WebhookEndpointInput> read(Fields in, MerchantCaller caller, TargetPolicy policy) {
        var organization = OrganizationField.read(in, caller);
        var url = in.required("url", target(policy));
        var name = in.optional("name", text().blankAsNull());
        var format = in.required("format", FORMAT);
        var events = in.required("events", EVENTS);
        var secret = in.optional("secret", text().atLeast(MIN_SECRET));
        return () -> new WebhookEndpointInput(organization.get(), url.get(), name, format.get(), events.get(), secret.map(WebhookSecret::new));
    }

    /** What is to be changed; null is the same as not sent (spec 01 §15). */
    record Change(Optional<String> url, Optional<String> name, Optional<Format> format, Optional<List<WebhookEventType>> events,
            Optional<Boolean> enabled,
            Optional<WebhookSecret> secret) {
        static Supplier<Change> read(Fields in, TargetPolicy policy) {
            var url = in.optional("url", target(policy));
            var name = in.optional("name", text().blankAsNull());
            var format = in.optional("format", FORMAT);
            var events = in.optional("events", EVENTS);
            var enabled = in.optional("enabled", bool());
            var secret = in.optional("secret", text().atLeast(MIN_SECRET));
            return () -> new Change(url, name, format, events, enabled, secret.map(WebhookSecret::new));
        }
    }

    /** What the merchant typed, if deliveries may go there. */
    private static Value<String> target(TargetPolicy policy) {
        return text().trimmed().length(1, 2_083).described("format", "uri").map(typed -> {
            TargetUrl.of(typed, policy);
            return typed;
        });
    }
}
