package dev.perennial.core.payment;

import dev.perennial.core.listing.Listing;
import dev.perennial.core.listing.PageRequest;
import dev.perennial.core.listing.Sort;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Lists charges. */
public interface PaymentSearch {
    Listing<Payment> list(Filter filter, List<Sort<Key>> sorting, PageRequest page);

    /** What charges can be sorted by. */
    enum Key {
        CREATED_AT, STATUS, AMOUNT, METHOD
    }

    /**
     * Which charges; an empty list means any.
     *
     * @param organizations what the caller reaches
     * @param customerEmails whole addresses, ignoring case
     */
    record Filter(Set<UUID> organizations, List<UUID> checkoutIds, List<UUID> orderIds, List<UUID> customerIds, List<String> customerEmails,
            List<Payment.Status> statuses, List<String> methods) {}
}
