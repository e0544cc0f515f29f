package dev.perennial.core.subscription;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Finds many subscriptions at once. */
public interface SubscriptionSearch {
    Map<UUID, Subscription> findAll(Collection<UUID> ids);

    /** The customer's subscriptions in a paid or a trial period, oldest first. */
    List<Subscription> activeOf(UUID customerId);
}
