/**
 * What somebody asked for: a durable request to change an aggregate, answered once. Owns the idempotency store and the audit trail; leaves the change
 * itself to the aggregate's domain.
 */
@NullMarked
package dev.perennial.core.command;

import org.jspecify.annotations.NullMarked;
