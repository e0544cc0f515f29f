package dev.perennial.core.payment;

import dev.perennial.core.time.RealInstant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The providers' events, each stored once. */
public interface ProviderEvents {
    /**
     * Stores an event.
     *
     * @param payload the bytes as received, as JSON
     * @param nextTryAt when it is looked at again if nothing has come of it by then; null when nothing has to be done about it
     * @return whether it is new
     */
    boolean store(ProviderEvent event, String payload, @Nullable RealInstant nextTryAt);

    default void handled(String id, RealInstant now) { handled(List.of(id), now); }

    /** Nothing is left to be done about these events. */
    void handled(Collection<String> ids, RealInstant now);

    /**
     * Takes events nothing has come of, those first that have waited longest. Each is due again after 15 s, then after twice as long each time, up to an hour: what
     * is never acted on hides nothing. What two processes take at once is taken by one of them.
     */
    List<ProviderEvent> take(RealInstant now, int limit);

    /** The attempts that the events belong to, by id; without those that are none of ours. */
    Map<UUID, PaymentAttempt> attemptsOf(Collection<ProviderEvent> events);

    /** Of these attempts, those that have paid an order, their own or their checkout's, of which it is not booked yet what the charge has brought; with it. */
    Map<UUID, UUID> unsettledOrdersOf(Collection<UUID> attempts);
}
