/**
 * Requests with an {@code Idempotency-Key}: one effect and one answer however often they are sent. Owns what makes two requests the same, which answers are
 * worth keeping and the ids that a repeat has in common with the first try; leaves the keys themselves to {@code core.idempotency}.
 */
@NullMarked
package dev.perennial.api.platform.idempotency;

import org.jspecify.annotations.NullMarked;
