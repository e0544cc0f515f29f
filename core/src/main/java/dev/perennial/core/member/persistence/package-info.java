/**
 * Members in PostgreSQL. Owns the statements on their table; leaves every rule to the domain package beside it.
 */
@NullMarked
package dev.perennial.core.member.persistence;

import org.jspecify.annotations.NullMarked;
