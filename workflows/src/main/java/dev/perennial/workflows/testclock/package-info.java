/**
 * A test clock as a workflow: plays everything due up to a later instant, in time order.
 */
@NullMarked
package dev.perennial.workflows.testclock;

import org.jspecify.annotations.NullMarked;
