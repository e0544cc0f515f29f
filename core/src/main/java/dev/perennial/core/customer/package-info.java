/**
 * Customers: who buys. Owns their identifiers and their billing addresses with the countries we sell to. Leaves what they have bought to orders
 * and subscriptions and what they may see to identity.
 */
@NullMarked
package dev.perennial.core.customer;

import org.jspecify.annotations.NullMarked;
