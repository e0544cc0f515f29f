package dev.perennial.core.identity;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A person behind merchants. */
public record User(UUID id, Instant createdAt, @Nullable Instant modifiedAt, String email, boolean emailVerified) {}
