package dev.perennial.core.payment;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The providers' events, each stored once. */
public interface ProviderEvents {
    /**
     * Stores an event to be acted on.
     *
     * @param payload the bytes as received, as JSON
     * @param nextTryAt when it is looked at again if nothing has come of it by then
     * @return whether it is new
     */
    boolean store(ProviderEvent event, String payload, Instant nextTryAt);

    void handled(String id, Instant now);

    void tryAgain(String id, Instant at);

    /** Events nothing has come of, due to be looked at; oldest first. */
    List<ProviderEvent> waiting(Instant now, int limit);

    /** The attempt an event belongs to. */
    @Nullable
    PaymentAttempt attemptOf(@Nullable UUID attemptId);
}
