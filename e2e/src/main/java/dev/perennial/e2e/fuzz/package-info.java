/**
 * Sends the running product what its own document allows and what it does not, and looks for errors of ours and for answers that are not as the document
 * says. The inputs are made by Schemathesis; what is left out is in {@code e2e/fuzz}, with the reasons.
 */
@NullMarked
package dev.perennial.e2e.fuzz;

import org.jspecify.annotations.NullMarked;
