/**
 * Who may call an operation: each one declares the kinds of callers and the scopes it takes, one filter enforces all of them.
 * Owns the order of the checks (spec/01 section 4.4) up to the scopes, and hands the caller to the controller.
 * Leaves reach and role to the operation, which alone knows the organization, and the tokens to {@code core}.
 */
@NullMarked
package dev.perennial.api.platform.access;

import org.jspecify.annotations.NullMarked;
