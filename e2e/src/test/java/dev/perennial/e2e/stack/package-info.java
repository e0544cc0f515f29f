/**
 * The running product for tests that need all of it: started by the command that people type, on a port and a data folder of its
 * own, once for a test run, and stopped with it whatever happens. It also says what such a test needs from the machine. It knows
 * nothing about what the tests do with the stack.
 */
@NullMarked
package dev.perennial.e2e.stack;

import org.jspecify.annotations.NullMarked;
