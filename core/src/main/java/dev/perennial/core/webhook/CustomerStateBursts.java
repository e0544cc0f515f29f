package dev.perennial.core.webhook;

import java.time.Instant;
import java.util.Optional;

/** Changes of customers' states, many of which become one event (spec 01 §19). */
public interface CustomerStateBursts {
    /**
     * Makes events of the bursts that are over, in one transaction; a customer that changes meanwhile gets another one.
     *
     * @return how many it took up
     */
    int publish(Instant now, int limit);

    /** When the next burst is over. */
    Optional<Instant> nextDueAt();
}
