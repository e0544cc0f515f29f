/** What follows from a change of a customer. */
@NullMarked
package dev.perennial.workflows.customer;

import org.jspecify.annotations.NullMarked;
