/** Drives the Stripe sandbox the way its users do: with the real Stripe client over HTTP. */
@NullMarked
package dev.perennial.dev.stripe;

import org.jspecify.annotations.NullMarked;
