/**
 * Subscriptions: lasting purchases, their periods and their end. Owns what a change in the middle of a period gives back and asks for, and when a
 * payment that failed is tried again. Leaves period arithmetic to time, discounts to the catalog and what is due in the end to orders.
 */
@NullMarked
package dev.perennial.core.subscription;

import org.jspecify.annotations.NullMarked;
