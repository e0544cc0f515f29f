/**
 * Facts in PostgreSQL and the webhooks they become. Owns the insertion of both; leaves delivery to the relay.
 */
@NullMarked
package dev.perennial.core.outbox.persistence;

import org.jspecify.annotations.NullMarked;
