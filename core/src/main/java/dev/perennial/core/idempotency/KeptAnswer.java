package dev.perennial.core.idempotency;

import org.jspecify.annotations.Nullable;

/**
 * An answer as it went out.
 *
 * @param contentType null where there is no body
 * @param body may carry secrets that are shown once
 */
@SuppressWarnings("ArrayRecordComponent") // Two answers are never compared.
public record KeptAnswer(int status, @Nullable String contentType, byte[] body) {}
