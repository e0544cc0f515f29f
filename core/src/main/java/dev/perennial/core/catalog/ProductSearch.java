package dev.perennial.core.catalog;

import dev.perennial.core.listing.Listing;
import dev.perennial.core.listing.PageRequest;
import dev.perennial.core.listing.Sort;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Lists products. */
public interface ProductSearch {
    Listing<Product> list(Filter filter, List<Sort<Key>> sorting, PageRequest page);

    /** What products can be sorted by; the price is the oldest active one. */
    enum Key {
        CREATED_AT, NAME, PRICE_AMOUNT_TYPE, PRICE_AMOUNT
    }

    /**
     * Which products; an empty list of ids or visibilities means any.
     *
     * @param organizations what the caller reaches
     * @param query part of the name
     * @param metadata for each key the values it may have, as text
     */
    record Filter(Set<UUID> organizations, List<UUID> ids, Optional<String> query, Optional<Boolean> archived, Optional<Boolean> recurring,
            List<Visibility> visibilities, Map<String, List<String>> metadata) {}
}
