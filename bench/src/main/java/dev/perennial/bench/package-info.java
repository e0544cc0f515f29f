/**
 * Measures a running stack from outside: {@code ./perennial bench NAME}. Owns the command line; what is measured has a package each. Nothing is
 * replaced or simulated: the figures are those of the real workflow service, the real database and the processor's sandbox. Never imported.
 */
@NullMarked
package dev.perennial.bench;

import org.jspecify.annotations.NullMarked;
