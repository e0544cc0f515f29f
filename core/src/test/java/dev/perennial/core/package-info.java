/**
 * What the tests of all domain packages share. Owns the seeded randomness of property tests; no test stands in here itself.
 */
@NullMarked
package dev.perennial.core;

import org.jspecify.annotations.NullMarked;
