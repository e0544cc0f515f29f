/** Webhook endpoints and the log of their deliveries on the wire. */
@NullMarked
package dev.perennial.api.webhook;

import org.jspecify.annotations.NullMarked;
