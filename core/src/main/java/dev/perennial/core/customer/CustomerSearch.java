package dev.perennial.core.customer;

import dev.perennial.core.listing.Listing;
import dev.perennial.core.listing.PageRequest;
import dev.perennial.core.listing.Sort;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Lists customers; deleted ones are not among them. */
public interface CustomerSearch {
    Listing<Customer> list(Filter filter, List<Sort<Key>> sorting, PageRequest page);

    /** The customers of the organizations in the order of their creation: the next ones behind one of them, or the first ones. */
    List<Customer> after(Set<UUID> organizations, Optional<Customer> previous, int limit);

    /** The customers the organizations know by this external id: at most one each. */
    List<Customer> findByExternalId(Set<UUID> organizations, String externalId);

    /** Whether the customer has ever had an order or a subscription. */
    boolean hasPurchases(UUID customerId);

    /** What customers can be sorted by. */
    enum Key {
        CREATED_AT, EMAIL, NAME
    }

    /**
     * Which customers.
     *
     * @param organizations what the caller reaches
     * @param email the whole address, ignoring case
     * @param query part of the address or a name, or the beginning of the external id
     * @param active whether they have a subscription that is in a paid or trial period or past due
     * @param metadata for each key the values it may have, as text
     */
    record Filter(Set<UUID> organizations, Optional<String> email, Optional<String> query, Optional<Boolean> active,
            Map<String, List<String>> metadata) {}
}
