/**
 * Credentials, users and sessions in PostgreSQL. Owns the statements on their tables and makes new tokens; never stores one in clear. Leaves what a caller
 * may do to the domain package beside it.
 */
@NullMarked
package dev.perennial.core.identity.persistence;

import org.jspecify.annotations.NullMarked;
