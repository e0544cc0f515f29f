/** The short form of the fuzz run. */
@NullMarked
package dev.perennial.e2e.fuzz;

import org.jspecify.annotations.NullMarked;
