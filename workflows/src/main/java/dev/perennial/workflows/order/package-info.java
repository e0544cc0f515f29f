/**
 * The collection of one order whose first charge did not succeed: dunning, unknown outcomes, recovery by the customer.
 */
@NullMarked
package dev.perennial.workflows.order;

import org.jspecify.annotations.NullMarked;
