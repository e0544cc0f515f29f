package dev.perennial.core.ledger;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The books: journals are added, never changed. */
public interface Ledger {
    /**
     * The journals of one thing that money has moved for.
     *
     * @param organizationId the merchant whose account they touch, or whose customer's money it is
     * @param customerId whose balance they touch; needed only when they do
     * @param orderId the order they belong to; null for money that belongs to none
     * @param subject what they book: with each journal's kind its key
     */
    record Entry(UUID organizationId, @Nullable UUID customerId, @Nullable UUID orderId, JournalSubject subject, List<Journal> journals) {
        public Entry { journals = List.copyOf(journals); }
    }

    /**
     * Adds an entry's journals in the caller's transaction. The same kind of event of the same subject is posted once: a repeat with the same amounts changes
     * nothing. A journal that moves nothing, such as a free order's, is not written.
     *
     * @param at billing time of the event
     * @throws IllegalArgumentException if a journal touches a customer's balance and the entry names no customer
     * @throws IllegalStateException if the event is in the books already with other amounts
     */
    void post(Entry entry, Instant at);
}
