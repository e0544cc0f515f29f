/**
 * Organizations in PostgreSQL. Owns the statements on table organization; leaves every rule to the domain package beside it.
 */
@NullMarked
package dev.perennial.core.organization.persistence;

import org.jspecify.annotations.NullMarked;
