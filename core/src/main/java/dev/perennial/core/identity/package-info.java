/**
 * Who is calling and what they may do: the form of every credential, the kinds of callers, the roles of an organization's members and the permissions of
 * each. Owns prefixes, checksums, hashes, the permission matrix and the port that turns a token into a caller. Leaves to the domain packages which
 * permission an action needs, to the repositories which credentials exist, and to {@code api} how a credential arrives. Randomness is passed in.
 */
@NullMarked
package dev.perennial.core.identity;

import org.jspecify.annotations.NullMarked;
