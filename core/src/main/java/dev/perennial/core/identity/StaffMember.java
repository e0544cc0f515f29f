package dev.perennial.core.identity;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A person as a member of an organization. */
public record StaffMember(UUID organizationId, UUID userId, String email, Role role, Instant createdAt, @Nullable Instant modifiedAt) {}
