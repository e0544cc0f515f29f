/**
 * People and their ways in: signing in by a code that comes by e-mail, the tokens of persons and organizations, the members of an organization and the
 * audit trail. Owns the operations and pages for these; leaves what the roles permit to {@code core.identity}.
 */
@NullMarked
package dev.perennial.api.identity;

import org.jspecify.annotations.NullMarked;
