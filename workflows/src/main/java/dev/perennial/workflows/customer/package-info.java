/**
 * What follows from a change of a customer beyond their own row: the processor is told, and after a deletion everything they had is ended and forgotten.
 */
@NullMarked
package dev.perennial.workflows.customer;

import org.jspecify.annotations.NullMarked;
