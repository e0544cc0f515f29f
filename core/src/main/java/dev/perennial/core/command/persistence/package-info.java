/**
 * Commands in PostgreSQL. Owns the statements on their table; leaves what a command means to the domain package beside it.
 */
@NullMarked
package dev.perennial.core.command.persistence;

import org.jspecify.annotations.NullMarked;
