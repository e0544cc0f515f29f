/**
 * Asking the processor, as seen by the workflows that need it.
 */
@NullMarked
package dev.perennial.workflows.payment;

import org.jspecify.annotations.NullMarked;
