/**
 * Products and prices in PostgreSQL. Owns the statements on their tables; leaves every rule to the domain package beside it.
 */
@NullMarked
package dev.perennial.core.catalog.persistence;

import org.jspecify.annotations.NullMarked;
