package dev.perennial.core.webhook;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event whose turn it is, with what is needed to send it.
 *
 * @param attempts how many attempts there were before
 * @param redeliveryRequestedAt when somebody asked to send this completed event once more; null for a pending event
 * @param payload the bytes to send, as text
 */
public record SendableEvent(UUID id, UUID endpointId, UUID organizationId, UUID orderingKey, int attempts, @Nullable Instant redeliveryRequestedAt,
        String url, SigningSecrets secrets, String payload) {

    /** Nothing of payload and secrets: they must not get into a log by accident. */
    @Override
    public String toString() { return "event " + id + " for endpoint " + endpointId + " after " + attempts + " attempts"; }
}
