/**
 * Who is calling and what they may do: the form of every credential, how it is kept, and the scopes it can carry. Owns prefixes, checksums and
 * hashes. Leaves to the repositories which credentials exist and to the API who may use which operation. Randomness is passed in.
 */
@NullMarked
package dev.perennial.core.identity;

import org.jspecify.annotations.NullMarked;
