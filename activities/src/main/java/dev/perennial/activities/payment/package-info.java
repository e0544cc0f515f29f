/**
 * Charges: asking the payment processor and recording what it says. Owns the one place where an outcome becomes rows; leaves what the outcome means for an
 * order or a session to their own packages, and the processor's protocol to its adapter.
 */
@NullMarked
package dev.perennial.activities.payment;

import org.jspecify.annotations.NullMarked;
