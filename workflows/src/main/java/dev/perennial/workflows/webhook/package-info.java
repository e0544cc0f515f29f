/**
 * The care for webhook endpoints in trouble: one workflow per endpoint that waits out the backoff of its failed events. Owns when the next attempts are
 * made; leaves whose turn it is to the delivery queue, first tries to the relay, and the attempts themselves to the activity.
 */
@NullMarked
package dev.perennial.workflows.webhook;

import org.jspecify.annotations.NullMarked;
