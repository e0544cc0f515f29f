/**
 * The books in PostgreSQL, which refuses journals that do not add up and changes of what is written. Owns the statements on tables journal and posting;
 * leaves what a money event posts to the domain package beside it.
 */
@NullMarked
package dev.perennial.core.ledger.persistence;

import org.jspecify.annotations.NullMarked;
