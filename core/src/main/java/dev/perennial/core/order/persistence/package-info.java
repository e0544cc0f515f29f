/**
 * Orders and their items in PostgreSQL. Owns the statements on their tables; leaves every rule to the domain package beside it.
 */
@NullMarked
package dev.perennial.core.order.persistence;

import org.jspecify.annotations.NullMarked;
