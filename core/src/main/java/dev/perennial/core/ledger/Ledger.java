package dev.perennial.core.ledger;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The books: journals are added, never changed. */
public interface Ledger {
    /**
     * Adds a journal in the caller's transaction. The same kind of event of the same reference is posted once: a repeat changes nothing. A journal that moves
     * nothing, such as a free order's, is not written.
     *
     * @param organizationId the merchant whose account the journal touches
     * @param customerId whose balance it touches; needed only when it does
     * @param reference what the event happened to: with the journal's kind its key
     * @param at billing time of the event
     * @throws IllegalArgumentException if the journal touches a customer's balance and names no customer
     */
    default void post(UUID organizationId, @Nullable UUID customerId, @Nullable UUID orderId, UUID reference, Journal journal, Instant at) {
        post(organizationId, customerId, orderId, reference, List.of(journal), at);
    }

    /** As {@link #post(UUID, UUID, UUID, UUID, Journal, Instant)}, for several kinds of events that happened to one thing at once. */
    void post(UUID organizationId, @Nullable UUID customerId, @Nullable UUID orderId, UUID reference, List<Journal> journals, Instant at);
}
