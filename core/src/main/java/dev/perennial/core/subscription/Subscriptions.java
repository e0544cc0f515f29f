package dev.perennial.core.subscription;

import java.util.Optional;
import java.util.UUID;

/** The subscriptions of every organization. */
public interface Subscriptions {
    Optional<Subscription> find(UUID id);

    /** Reads the row and holds its lock until the transaction ends; always the first of subscription, order and customer. */
    Subscription lock(UUID id);

    /** Whether the customer has a subscription that is active or past due, to any product. */
    boolean hasBillable(UUID customerId);

    void insert(Subscription subscription);

    void update(Subscription subscription);
}
