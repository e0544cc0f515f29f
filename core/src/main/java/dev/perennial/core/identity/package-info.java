/**
 * Who calls and what they may do: the kinds of callers, the roles of an organization's members and the permissions of each role.
 * Owns the permission matrix and the port that turns a token into a caller.
 * Leaves to the domain packages which permission an action needs, to the persistence beside it how tokens are stored,
 * and to {@code api} how a credential arrives and how its refusal looks.
 */
@NullMarked
package dev.perennial.core.identity;

import org.jspecify.annotations.NullMarked;
