/**
 * The command line of the local stack: {@code up}, {@code down} and {@code status}. Says which parts there are, with which
 * settings, and writes {@code stack.json}, by which tests and tools find a running stack. The life of the processes is
 * {@link dev.perennial.dev.supervision}'s, what a part is made of belongs to the part.
 */
@NullMarked
package dev.perennial.dev.stack;

import org.jspecify.annotations.NullMarked;
