/**
 * Requests that a caller may send again without doing their work twice. Owns the keys, who is at work under one, and the answers kept for repeats; leaves to
 * the API which requests have a key and which answers are worth keeping.
 */
@NullMarked
package dev.perennial.core.idempotency;

import org.jspecify.annotations.NullMarked;
