/** Customers: who buys. */
@NullMarked
package dev.perennial.core.customer;

import org.jspecify.annotations.NullMarked;
