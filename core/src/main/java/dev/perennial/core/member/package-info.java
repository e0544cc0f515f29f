/**
 * Members of customers: the people who use what a customer has bought, with what each may decide in the portal. Owns their roles and identifiers, and that
 * every customer has one owner. Leaves what a member has been given to benefits and seats, and how they sign in to identity.
 */
@NullMarked
package dev.perennial.core.member;

import org.jspecify.annotations.NullMarked;
