package dev.perennial.core.customfield;

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

/** The custom fields of every organization; deleted ones are not among them. */
public interface CustomFields {
    Optional<CustomField> find(UUID id);

    Map<UUID, CustomField> findAll(Collection<UUID> ids);

    /** @throws dev.perennial.core.customfield.SlugTaken if the organization has a field of this slug */
    void insert(CustomField field);

    /**
     * Stores the changed field. When its slug is another one, the answers kept under the old slug in the organization's checkouts, subscriptions and
     * orders move to the new one, in the caller's transaction.
     *
     * @throws dev.perennial.core.customfield.SlugTaken if the organization has another field of this slug
     */
    void update(CustomField changed);

    /** Takes the field from every product and forgets it; answers stay. */
    void delete(UUID id, Instant now);

    Listing<CustomField> list(Filter filter, List<Sort<Key>> sorting, PageRequest page);

    /** What fields can be sorted by. */
    enum Key {
        CREATED_AT, SLUG, NAME, TYPE
    }

    /**
     * Which fields; an empty list means any.
     *
     * @param query part of the name or the slug
     */
    record Filter(Set<UUID> organizations, Optional<String> query, List<CustomFieldType> types) {}
}
