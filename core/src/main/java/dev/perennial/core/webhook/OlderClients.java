package dev.perennial.core.webhook;

import static dev.perennial.core.webhook.WebhookEventType.CHECKOUT_EXPIRED;
import static dev.perennial.core.webhook.WebhookEventType.CUSTOMER_SEAT_ASSIGNED;
import static dev.perennial.core.webhook.WebhookEventType.CUSTOMER_SEAT_CLAIMED;
import static dev.perennial.core.webhook.WebhookEventType.CUSTOMER_SEAT_REVOKED;
import static dev.perennial.core.webhook.WebhookEventType.DISCOUNT_CREATED;
import static dev.perennial.core.webhook.WebhookEventType.DISCOUNT_DELETED;
import static dev.perennial.core.webhook.WebhookEventType.DISCOUNT_UPDATED;
import static dev.perennial.core.webhook.WebhookEventType.MEMBER_CREATED;
import static dev.perennial.core.webhook.WebhookEventType.MEMBER_DELETED;
import static dev.perennial.core.webhook.WebhookEventType.MEMBER_UPDATED;
import static dev.perennial.core.webhook.WebhookEventType.SUBSCRIPTION_CYCLED;
import static dev.perennial.core.webhook.WebhookEventType.SUBSCRIPTION_PAST_DUE;
import static dev.perennial.core.webhook.WebhookEventType.SUBSCRIPTION_PAUSED;
import static dev.perennial.core.webhook.WebhookEventType.SUBSCRIPTION_RESUMED;
import static java.util.stream.Collectors.joining;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which events the official JavaScript clients in use do not know. Their parsers refuse such an event, and the adapters built on them answer it with 500 for ever
 * (WEB-7).
 */
public final class OlderClients {
    private static final List<Generation> GENERATIONS = List.of(
            new Generation("0.49", EnumSet.of(SUBSCRIPTION_CYCLED, SUBSCRIPTION_PAUSED, SUBSCRIPTION_RESUMED, DISCOUNT_CREATED, DISCOUNT_UPDATED,
                    DISCOUNT_DELETED)),
            new Generation("0.42", EnumSet.of(CHECKOUT_EXPIRED, MEMBER_CREATED, MEMBER_UPDATED, MEMBER_DELETED, SUBSCRIPTION_PAST_DUE)),
            new Generation("0.32", EnumSet.of(CUSTOMER_SEAT_ASSIGNED, CUSTOMER_SEAT_CLAIMED, CUSTOMER_SEAT_REVOKED)));

    private OlderClients() {}

    /**
     * @param newest the last version that doesn't know these events; older ones don't either
     */
    private record Generation(String newest, Set<WebhookEventType> unknown) {
        String notice(Collection<WebhookEventType> subscribed) {
            return subscribed.stream().distinct().filter(unknown::contains).map(WebhookEventType::wire)
                    .collect(joining(", ", "SDK " + newest + " and older do not know ", ""));
        }
    }

    /** What to tell somebody who subscribes to these events, on one line of plain ASCII; nothing when every client knows them all. */
    public static Optional<String> notice(Collection<WebhookEventType> subscribed) {
        List<String> notices = GENERATIONS.stream().filter(generation -> subscribed.stream().anyMatch(generation.unknown()::contains))
                .map(generation -> generation.notice(subscribed)).toList();
        return notices.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", notices));
    }
}
