package dev.perennial.core.order;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The orders of every organization. */
public interface Orders {
    Optional<Order> find(UUID id);

    /** @throws IllegalStateException if there is no such order: the id comes from one of our rows */
    default Order get(UUID id) {
        return find(id).orElseThrow(() -> new IllegalStateException("no order " + id));
    }

    /** Reads the row and holds its lock until the transaction ends; after the subscription's, before the customer's. */
    Order lock(UUID id);

    /** The order that the beginning of this period of a subscription has already led to. */
    Optional<Order> findOfCycle(UUID subscriptionId, Instant periodStart);

    /** Pending orders of a subscription, oldest first, locked. */
    List<Order> lockPendingOf(UUID subscriptionId);

    void insert(Order order);

    void update(Order order);
}
