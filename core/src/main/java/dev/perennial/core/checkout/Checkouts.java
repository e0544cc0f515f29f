package dev.perennial.core.checkout;

import java.util.Optional;
import java.util.UUID;

/** The sessions of every organization. */
public interface Checkouts {
    Optional<Checkout> find(UUID id);

    Optional<Checkout> findByClientSecret(String clientSecret);

    /** Reads the row and holds its lock until the transaction ends. */
    Checkout lock(UUID id);

    /** Whether another session of the customer is confirmed, and its payment under way, that leads to a subscription. */
    boolean isSubscriptionUnderWay(UUID customerId, UUID except);

    void insert(Checkout checkout);

    void update(Checkout checkout);
}
