package dev.perennial.core.command;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One line of the audit trail: who asked for what, when, and what came of it. Holds no argument that could be a secret.
 *
 * @param caller who asked, such as {@code user:} and an id
 * @param refusal the error's name when a rule said no
 * @param facts what else is worth knowing, such as a role before and after
 */
public record AuditEntry(UUID id, Instant createdAt, @Nullable Instant finishedAt, UUID organizationId, String kind, String aggregate,
        UUID aggregateId, String caller, Result outcome, @Nullable String refusal, @Nullable Map<String, Object> facts) {
    /** What came of it. */
    public enum Result { PENDING, APPLIED, REFUSED }
}
