/** Signing in, tokens, staff and the audit trail on the real server and database. */
@NullMarked
package dev.perennial.api.identity;

import org.jspecify.annotations.NullMarked;
