package dev.perennial.core.subscription;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The subscriptions of every organization. */
public interface Subscriptions {
    Optional<Subscription> find(UUID id);

    /** @throws IllegalStateException if there is no such subscription: the id comes from one of our rows */
    default Subscription get(UUID id) {
        return find(id).orElseThrow(() -> new IllegalStateException("no subscription " + id));
    }

    /** Reads the row and holds its lock until the transaction ends; always the first of subscription, order and customer. */
    Subscription lock(UUID id);

    /** As {@link #lock}, the one an order belongs to, if it belongs to one. */
    Optional<Subscription> lockOfOrder(UUID orderId);

    /** Whether the customer has a subscription that is active or past due, to any product. */
    boolean hasBillable(UUID customerId);

    /** The customer's subscriptions that have not ended, by id. */
    List<UUID> runningOf(UUID customerId);

    void insert(Subscription subscription);

    void update(Subscription subscription);
}
