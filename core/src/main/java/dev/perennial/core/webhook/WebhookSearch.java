package dev.perennial.core.webhook;

import dev.perennial.core.listing.Listing;
import dev.perennial.core.listing.PageRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Lists webhook endpoints and the log of what was sent to them, newest first. */
public interface WebhookSearch {
    /**
     * @param organizations what the caller reaches
     */
    Listing<WebhookEndpoint> endpoints(Set<UUID> organizations, PageRequest page);

    /** The tries to send something; those of deleted endpoints are among them. */
    Listing<Delivery> deliveries(Filter filter, PageRequest page);

    /** Whose event it is, if there is one of this id. */
    Optional<UUID> organizationOfEvent(UUID eventId);

    /**
     * Which tries; an empty list means any.
     *
     * @param organizations what the caller reaches
     * @param after exclusive, like {@code before}
     * @param query part of the try's id, of its event's, or of the status code
     * @param codeClass the status code's first digit
     */
    record Filter(Set<UUID> organizations, List<UUID> endpointIds, Optional<Instant> after, Optional<Instant> before, Optional<Boolean> succeeded,
            Optional<String> query, Optional<Integer> codeClass, List<WebhookEventType> types) {}

    /** A try as it was recorded. */
    record Delivery(UUID id, Instant createdAt, boolean succeeded, @Nullable Integer httpCode, @Nullable String response, Event event) {}

    /**
     * What was to be sent.
     *
     * @param type its name on the wire
     * @param payload the bytes of the body, until they are archived
     */
    record Event(UUID id, Instant createdAt, @Nullable Instant modifiedAt, String type, @Nullable String payload, WebhookEventState state,
            @Nullable Integer lastHttpCode) {}
}
