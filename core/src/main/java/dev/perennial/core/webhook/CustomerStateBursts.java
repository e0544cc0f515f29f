package dev.perennial.core.webhook;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Changes of customers' states, many of which become one event (spec 01 §19). */
public interface CustomerStateBursts {
    /** Customers whose burst is over, the longest waiting first. */
    List<UUID> due(Instant now, int limit);

    /** Makes one event of each customer's burst, all in one transaction; a change that comes in meanwhile gets another one. */
    void publish(List<UUID> customers, Instant now);

    /** Lets a customer wait that no event can be made of, so that the others don't. */
    void postpone(UUID customerId, Instant until);

    /** When the next burst is over. */
    Optional<Instant> nextDueAt();
}
