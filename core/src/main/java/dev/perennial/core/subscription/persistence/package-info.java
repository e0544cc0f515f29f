/**
 * Subscriptions and their prices in PostgreSQL. Owns the statements on their tables; leaves every rule to the domain package beside it.
 */
@NullMarked
package dev.perennial.core.subscription.persistence;

import org.jspecify.annotations.NullMarked;
