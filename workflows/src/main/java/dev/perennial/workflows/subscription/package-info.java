/**
 * A subscription's life as a workflow: crosses each period's end and takes commands one at a time.
 */
@NullMarked
package dev.perennial.workflows.subscription;

import org.jspecify.annotations.NullMarked;
