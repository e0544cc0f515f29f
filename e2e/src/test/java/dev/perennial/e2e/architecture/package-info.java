/**
 * Holds the rules about which module may know what, over the compiled classes of all of them. Owns the import rules of the project; leaves the style of the
 * code to the compiler's checks and the formatter.
 */
@NullMarked
package dev.perennial.e2e.architecture;

import org.jspecify.annotations.NullMarked;
