package dev.perennial.core.file;

import dev.perennial.core.listing.Listing;
import dev.perennial.core.listing.PageRequest;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What is known of every organization's files; deleted ones are not among them. */
public interface Files {
    Optional<StoredFile> find(UUID id);

    /** The uploaded file of a public service at this path. */
    Optional<StoredFile> findByPath(String path);

    Map<UUID, StoredFile> findAll(Collection<UUID> ids);

    void insert(StoredFile file);

    void update(StoredFile file);

    /** Forgets the file, and takes it from every product it is a picture of. */
    void delete(UUID id, Instant now);

    /**
     * Uploaded files, newest first, without those for the operator.
     *
     * @param ids an empty list means any
     */
    Listing<StoredFile> list(Set<UUID> organizations, List<UUID> ids, PageRequest page);
}
