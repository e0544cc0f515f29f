/**
 * Webhook endpoints and the queue of their events in PostgreSQL. Owns the order in which events may be sent, the recording of attempts and the switching
 * off of endpoints; leaves sending to its callers, and the insertion of events to the outbox. Locks are taken endpoint first (by id), then event.
 */
@NullMarked
package dev.perennial.core.webhook.persistence;

import org.jspecify.annotations.NullMarked;
