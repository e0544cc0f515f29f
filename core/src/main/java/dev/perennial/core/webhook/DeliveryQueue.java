package dev.perennial.core.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Events on their way to endpoints. An event's turn comes when no earlier event of the same endpoint and ordering key waits; one that has failed twice is waited for no
 * longer, unless its endpoint fails as a whole (WEB-5, WEB-6). Whatever happened to an event, it is sent at least once or its endpoint is switched off. First tries belong to the relay, retries and redeliveries to the endpoint's workflow.
 *
 * <p>Queries answer only what can be sent: events of endpoints that are switched off or deleted are marked as skipped on the way.
 */
public interface DeliveryQueue {
    /** How long payloads are kept. */
    Duration KEPT = Duration.ofDays(90);

    /** The highest number among the events that wait for their first try; 0 when none does. */
    long newestQueued();

    /**
     * Events whose first try may be made, oldest first.
     *
     * @param fromSequence leave out events with lower numbers
     * @param exceptFor leave out these endpoints
     */
    List<SendableEvent> firstTries(long fromSequence, Collection<UUID> exceptFor, int limit);

    /** Events whose first try may be made because these were completed before them. */
    List<SendableEvent> followers(Collection<SendableEvent> completed);

    /** Retries of an endpoint that are due and that no earlier retry of their key holds back, oldest first; and redeliveries. */
    List<SendableEvent> due(UUID endpointId, Instant now, int limit);

    /**
     * Writes down attempts and their consequences in one transaction, an endpoint's being switched off included. An attempt that somebody else made at the
     * same time counts as a delivery, but doesn't undo what the other has recorded.
     */
    void record(List<Attempt> attempts);

    /** What is left to do for an endpoint in trouble. A first try that fails after this was read, and a success that ends a time of failures, tell the endpoint's workflow. */
    Outlook outlook(UUID endpointId);

    /** Wakes an endpoint's workflow after its owner has changed something; of an endpoint that takes nothing any longer, whatever waits is skipped. */
    void endpointChanged(WebhookEndpoint endpoint);

    /**
     * Nulls payloads older than {@link #KEPT}: such an event can't be sent again, its row and its log stay.
     *
     * @return how many, at most the limit
     */
    int archive(Instant now, int limit);

    /** Asks for an event to be sent once more, or sooner (spec 01 §17.6). An event whose payload is archived stays as it is. */
    void redeliver(UUID eventId);

    /**
     * Endpoints that have a retry or redelivery due since before an instant, which no other one holds back: somebody should have taken care of it.
     *
     * @param after only those whose ids come after this one, in their order
     */
    List<UUID> overdueEndpoints(Instant before, UUID after, int limit);

    /**
     * What an endpoint in trouble waits for.
     *
     * @param nextDueAt when the next retry is due; empty when there is none
     * @param waiting how many events wait, first tries behind a retry included
     */
    record Outlook(Optional<Instant> nextDueAt, long waiting) {}
}
