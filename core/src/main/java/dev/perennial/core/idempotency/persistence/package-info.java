/** Idempotency keys in the database, hashed, with answers that only the key opens. */
@NullMarked
package dev.perennial.core.idempotency.persistence;

import org.jspecify.annotations.NullMarked;
