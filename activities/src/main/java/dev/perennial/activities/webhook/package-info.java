/**
 * Webhooks on the wire: one signed POST per attempt, to an address that was checked. Owns the HTTP client, its time-outs and what is kept of an answer;
 * leaves whose turn it is and what an attempt means to the delivery queue.
 */
@NullMarked
package dev.perennial.activities.webhook;

import org.jspecify.annotations.NullMarked;
