/** Carries out what follows from a change of a customer: tells the processor, ends what a deleted one had, erases copies of what was personal. */
@NullMarked
package dev.perennial.activities.customer;

import org.jspecify.annotations.NullMarked;
