package dev.perennial.core.outbox;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Where facts are left for the relay, in the transaction that made them true. */
public interface Outbox {
    /**
     * Stores the facts in their order, and for each endpoint that wants one the bytes to send it.
     *
     * @param occurredAt billing time of the facts
     */
    void append(List<Fact> facts, Instant occurredAt);

    /** Notes that the customer's state has changed, if an endpoint wants to hear of that; many changes in a burst become one webhook. */
    void customerStateChanged(UUID organizationId, UUID customerId);
}
