/** Tests of the command line with a stack of a few real parts. */
@NullMarked
package dev.perennial.dev.stack;

import org.jspecify.annotations.NullMarked;
