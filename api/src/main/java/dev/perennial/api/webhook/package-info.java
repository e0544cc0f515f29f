/**
 * Webhook endpoints and the log of deliveries over HTTP (spec 01 §15, §17.6). Leaves sending to the relay and the endpoints' workflows.
 */
@NullMarked
package dev.perennial.api.webhook;

import org.jspecify.annotations.NullMarked;
