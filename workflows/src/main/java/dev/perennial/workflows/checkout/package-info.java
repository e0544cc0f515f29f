/**
 * A buyer's session as a workflow: takes its commands one at a time, waits for the payment, expires.
 */
@NullMarked
package dev.perennial.workflows.checkout;

import org.jspecify.annotations.NullMarked;
