/**
 * Payment methods, attempts and payments in PostgreSQL. Owns the statements on their tables; leaves every rule to the domain package beside it.
 */
@NullMarked
package dev.perennial.core.payment.persistence;

import org.jspecify.annotations.NullMarked;
