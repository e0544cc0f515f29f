/**
 * The process that hosts the Temporal workers and the relay: wiring and jobs, and no decision about money.
 */
@NullMarked
package dev.perennial.worker;

import org.jspecify.annotations.NullMarked;
