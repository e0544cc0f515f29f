/**
 * Test clocks: billing time frozen for chosen customers of a sandbox installation. Owns the clock and how far it may go; leaves what is due to the
 * aggregates and their {@code next_wake_at}.
 */
@NullMarked
package dev.perennial.core.testclock;

import org.jspecify.annotations.NullMarked;
