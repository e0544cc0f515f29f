/**
 * The steps of an order's collection, and what paid and failed mean for an order and its subscription.
 */
@NullMarked
package dev.perennial.activities.order;

import org.jspecify.annotations.NullMarked;
