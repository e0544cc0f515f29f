/**
 * Customers in PostgreSQL, with the counters of their documents. Owns the statements on their table; leaves every rule to the domain package beside it.
 */
@NullMarked
package dev.perennial.core.customer.persistence;

import org.jspecify.annotations.NullMarked;
