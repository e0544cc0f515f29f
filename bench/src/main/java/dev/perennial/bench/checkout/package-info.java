/**
 * How fast buyers get through a checkout: from its creation to an active subscription, over the public API.
 */
@NullMarked
package dev.perennial.bench.checkout;

import org.jspecify.annotations.NullMarked;
