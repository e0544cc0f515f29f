package dev.perennial.core.webhook;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The webhook endpoints of every organization. */
public interface WebhookEndpoints {
    /** An endpoint that has not been deleted. */
    Optional<WebhookEndpoint> find(UUID id);

    void insert(WebhookEndpoint endpoint);

    /** Writes everything but the id, the organization, the creation and the deletion. */
    void update(WebhookEndpoint endpoint);

    /** Deletes the endpoint; what still waits for it is dropped by whoever was going to send it. */
    void delete(UUID id, Instant at);
}
