/**
 * Double entry bookkeeping. Owns the accounts, what a journal is and which journals money events make; every journal adds up to zero in each of its
 * currencies and names what it books, and what was wrong is corrected by another one. Owns the platform's fees. Leaves storing to the persistence package and the
 * knowledge of what happened to whoever asks for a journal.
 */
@NullMarked
package dev.perennial.core.ledger;

import org.jspecify.annotations.NullMarked;
