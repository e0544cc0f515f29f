/**
 * The steps of a buyer's session: taking its commands, expiring it, fulfilling it.
 */
@NullMarked
package dev.perennial.activities.checkout;

import org.jspecify.annotations.NullMarked;
