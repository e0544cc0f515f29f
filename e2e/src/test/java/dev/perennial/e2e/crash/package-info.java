/** Real processes killed in the middle of real sales: nothing is charged twice, nothing is lost, nothing stays stuck. */
@NullMarked
package dev.perennial.e2e.crash;

import org.jspecify.annotations.NullMarked;
