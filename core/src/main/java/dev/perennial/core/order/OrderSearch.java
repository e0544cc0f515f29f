package dev.perennial.core.order;

import dev.perennial.core.listing.Listing;
import dev.perennial.core.listing.PageRequest;
import dev.perennial.core.listing.Sort;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Lists orders. */
public interface OrderSearch {
    Listing<Order> list(Filter filter, List<Sort<Key>> sorting, PageRequest page);

    /** What orders can be sorted by; statuses by how far an order has come, customers by e-mail address, products by name. */
    enum Key {
        CREATED_AT, STATUS, INVOICE_NUMBER, AMOUNT, NET_AMOUNT, CUSTOMER, PRODUCT, DISCOUNT, SUBSCRIPTION
    }

    /**
     * Which orders; an empty list means any.
     *
     * @param organizations what the caller reaches
     * @param recurring whether their product renews
     * @param productQuery part of their product's name
     * @param createdAfter exclusive, like {@code createdBefore}
     * @param metadata for each key the values it may have, as text
     */
    record Filter(Set<UUID> organizations, List<UUID> productIds, Optional<Boolean> recurring, Optional<String> productQuery, List<UUID> customerIds,
            List<String> externalCustomerIds, List<UUID> checkoutIds, List<UUID> subscriptionIds, List<OrderStatus> statuses,
            Optional<Instant> createdAfter, Optional<Instant> createdBefore, Map<String, List<String>> metadata) {}
}
