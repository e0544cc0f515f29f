package dev.perennial.core.organization;

import java.util.Optional;
import java.util.UUID;

/** The merchants of this installation. */
public interface Organizations {
    Optional<Organization> find(UUID id);

    /** @throws IllegalStateException if there is no such organization: the id comes from one of our rows */
    default Organization get(UUID id) {
        return find(id).orElseThrow(() -> new IllegalStateException("no organization " + id));
    }

    Optional<Organization> findBySlug(String slug);

    void insert(Organization organization);
}
