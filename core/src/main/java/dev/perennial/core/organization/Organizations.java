package dev.perennial.core.organization;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The merchants of this installation. */
public interface Organizations {
    /** The organization, deleted or not: rows of others go on referring to it. */
    Optional<Organization> find(UUID id);

    /** @throws IllegalStateException if there is no such organization: the id comes from one of our rows */
    default Organization get(UUID id) {
        return find(id).orElseThrow(() -> new IllegalStateException("no organization " + id));
    }

    Optional<Organization> findBySlug(String slug);

    /** Reads the row and holds its lock until the transaction ends. */
    Organization lock(UUID id);

    void insert(Organization organization);

    void update(Organization organization);

    /** Stores a deleted organization, whose old slug anybody can take from now on. */
    void bury(Organization deleted, String formerSlug, Instant now);

    /** What keeps an organization from being deleted. */
    Set<DeletionBlock> deletionBlocks(UUID id);

    /** Why an organization cannot be deleted without somebody's help (spec 01 §13.5). */
    enum DeletionBlock {
        HAS_ORDERS, HAS_ACTIVE_SUBSCRIPTIONS
    }
}
