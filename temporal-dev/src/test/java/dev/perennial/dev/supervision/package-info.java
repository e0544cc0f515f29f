/** Tests of the processes' life, their ports and their pids. */
@NullMarked
package dev.perennial.dev.supervision;

import org.jspecify.annotations.NullMarked;
