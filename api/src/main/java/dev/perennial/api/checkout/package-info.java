/** Checkout sessions on the wire: the merchant's operations, and those of the buyer whose only credential is the session's secret. */
@NullMarked
package dev.perennial.api.checkout;

import org.jspecify.annotations.NullMarked;
