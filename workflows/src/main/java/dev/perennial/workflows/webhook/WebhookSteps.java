package dev.perennial.workflows.webhook;

import io.temporal.activity.ActivityInterface;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is done for an endpoint in trouble. Doing it again sends nothing twice that has been recorded, and the rest at least once. */
@ActivityInterface(namePrefix = "WebhookEndpoint.")
public interface WebhookSteps {
    record Endpoint(UUID id) {}

    /**
     * What is left.
     *
     * @param nextDueAt when the next attempt is due, real time; null when there is nothing left to do
     * @param waiting how many events wait, those behind a failed one included
     */
    record Outlook(@Nullable Instant nextDueAt, long waiting) {}

    /** Makes the attempts that are due, in order, and a bounded number of them; those left over are due at once. */
    Outlook deliverDue(Endpoint endpoint);
}
