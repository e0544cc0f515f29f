package dev.perennial.core.persistence;

import org.jspecify.annotations.Nullable;

/** A parameter to be stored as jsonb; null is stored as SQL's null. */
public record AsJson(@Nullable Object value) {}
