package dev.perennial.core.organization;

import dev.perennial.core.listing.Listing;
import dev.perennial.core.listing.PageRequest;
import dev.perennial.core.listing.Sort;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Lists organizations. */
public interface OrganizationSearch {
    /**
     * @param reachable what the caller reaches
     */
    Listing<Organization> list(Set<UUID> reachable, Optional<String> slug, List<Sort<Key>> sorting, PageRequest page);

    /** What organizations can be sorted by. */
    enum Key {
        CREATED_AT, SLUG, NAME, NEXT_REVIEW_THRESHOLD, DAYS_IN_STATUS
    }
}
