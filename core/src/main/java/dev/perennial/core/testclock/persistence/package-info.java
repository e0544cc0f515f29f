/**
 * Test clocks in PostgreSQL, and what is due on them. Owns the statements on their table; leaves every rule to the domain package beside it.
 */
@NullMarked
package dev.perennial.core.testclock.persistence;

import org.jspecify.annotations.NullMarked;
