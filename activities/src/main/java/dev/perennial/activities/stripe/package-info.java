/**
 * The payment processor's adapter for Stripe: the only package that knows stripe-java.
 */
@NullMarked
package dev.perennial.activities.stripe;

import org.jspecify.annotations.NullMarked;
