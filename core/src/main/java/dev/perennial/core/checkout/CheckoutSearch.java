package dev.perennial.core.checkout;

import dev.perennial.core.listing.Listing;
import dev.perennial.core.listing.PageRequest;
import dev.perennial.core.listing.Sort;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Lists checkout sessions. */
public interface CheckoutSearch {
    Listing<Checkout> list(Filter filter, List<Sort<Key>> sorting, PageRequest page);

    /** What sessions can be sorted by. */
    enum Key {
        CREATED_AT, EXPIRES_AT, STATUS
    }

    /**
     * Which sessions; an empty list means any.
     *
     * @param organizations what the caller reaches
     * @param productIds the selected product
     * @param externalCustomerIds the session's own or its customer's
     * @param query part of the buyer's e-mail address
     */
    record Filter(Set<UUID> organizations, List<UUID> productIds, List<UUID> customerIds, List<String> externalCustomerIds,
            List<CheckoutStatus> statuses, Optional<String> query) {}
}
