package dev.perennial.core.member;

import dev.perennial.core.listing.Listing;
import dev.perennial.core.listing.PageRequest;
import dev.perennial.core.listing.Sort;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Lists members; deleted ones are not among them. */
public interface MemberSearch {
    Listing<Member> list(Filter filter, List<Sort<Key>> sorting, PageRequest page);

    /** What members can be sorted by. */
    enum Key {
        CREATED_AT
    }

    /**
     * Which members.
     *
     * @param organizations what the caller reaches
     * @param externalCustomerId the merchant's id of their customer
     */
    record Filter(Set<UUID> organizations, Optional<UUID> customerId, Optional<String> externalCustomerId, Optional<MemberRole> role) {}
}
