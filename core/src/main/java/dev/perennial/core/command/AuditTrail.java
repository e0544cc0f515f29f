package dev.perennial.core.command;

import dev.perennial.core.listing.Listing;
import dev.perennial.core.listing.PageRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Who did what: every command, and the changes that are made without one. */
public interface AuditTrail {
    /**
     * Notes a change that was made at once, in the transaction that makes it.
     *
     * @param facts what is worth knowing, never a secret
     */
    void note(Change change, Map<String, Object> facts);

    /** The entries that match, newest first. */
    Listing<AuditEntry> search(Search search, PageRequest page);

    /** A change of something that belongs to an organization. */
    record Change(String kind, String aggregate, UUID aggregateId, UUID organizationId, String caller) {}

    /**
     * Which entries are looked for.
     *
     * @param kinds any of these; empty means all
     * @param aggregates any of these; empty means all
     * @param from the earliest instant, included
     * @param before the latest instant, not included
     */
    record Search(Set<UUID> organizations, List<String> kinds, List<String> aggregates, List<UUID> aggregateIds, Optional<Instant> from,
            Optional<Instant> before) {}
}
