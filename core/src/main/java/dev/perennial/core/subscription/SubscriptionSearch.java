package dev.perennial.core.subscription;

import dev.perennial.core.listing.Listing;
import dev.perennial.core.listing.PageRequest;
import dev.perennial.core.listing.Sort;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Lists subscriptions, and finds many at once. */
public interface SubscriptionSearch {
    Listing<Subscription> list(Filter filter, List<Sort<Key>> sorting, PageRequest page);

    Map<UUID, Subscription> findAll(Collection<UUID> ids);

    /** The customer's subscriptions in a paid or a trial period, oldest first. */
    List<Subscription> activeOf(UUID customerId);

    /** What subscriptions can be sorted by; amounts by what they come to in a month, customers by e-mail address, products by name. */
    enum Key {
        CUSTOMER, STATUS, STARTED_AT, CURRENT_PERIOD_END, ENDED_AT, ENDS_AT, AMOUNT, PRODUCT, DISCOUNT
    }

    /**
     * Which subscriptions; an empty list means any.
     *
     * @param organizations what the caller reaches
     * @param productQuery part of their product's name
     * @param active true for those that give the customer something, false for those that are over
     * @param statuses wire names
     * @param canceledAfter inclusive, like {@code canceledBefore}
     * @param startedAfter exclusive, like {@code startedBefore}
     * @param metadata for each key the values it may have, as text
     */
    record Filter(Set<UUID> organizations, List<UUID> productIds, Optional<String> productQuery, List<UUID> customerIds,
            List<String> externalCustomerIds, Optional<Boolean> active, List<String> statuses, Optional<Boolean> cancelAtPeriodEnd,
            List<String> cancellationReasons, Optional<Instant> canceledAfter, Optional<Instant> canceledBefore, Optional<Instant> startedAfter,
            Optional<Instant> startedBefore, Map<String, List<String>> metadata) {}
}
