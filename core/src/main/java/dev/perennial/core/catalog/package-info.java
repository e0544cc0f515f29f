/**
 * Products and prices: what a merchant sells and for how much. Owns the arithmetic of prices by seat and by use, and of discounts: how much, over
 * which items, for how long. Leaves what somebody bought to orders and subscriptions.
 */
@NullMarked
package dev.perennial.core.catalog;

import org.jspecify.annotations.NullMarked;
