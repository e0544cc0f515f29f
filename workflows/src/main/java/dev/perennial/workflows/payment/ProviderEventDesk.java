package dev.perennial.workflows.payment;

import dev.perennial.core.payment.PaymentAttempt;
import dev.perennial.core.payment.ProviderEvent;
import dev.perennial.core.payment.ProviderEvents;
import dev.perennial.workflows.Aggregate;
import dev.perennial.workflows.Owners;
import java.time.Duration;
import java.time.Instant;

/** Passes a stored event on to the workflow it matters to: at once where it came in, and again for whatever was left. */
public final class ProviderEventDesk {
    /** How long the call of an attempt can be under way: until then its own answer is waited for. */
    private static final Duration CALL_UNDER_WAY = Duration.ofSeconds(15);
    /** When an event that can't be acted on yet is looked at again. */
    public static final Duration PATIENCE = Duration.ofSeconds(15);

    private final ProviderEvents events;
    private final Owners owners;

    public ProviderEventDesk(ProviderEvents events, Owners owners) {
        this.events = events;
        this.owners = owners;
    }

    /**
     * Acts on an event that is stored.
     *
     * @param now real time
     */
    public void dispatch(ProviderEvent event, Instant now) {
        PaymentAttempt attempt = events.attemptOf(event.attemptId());
        boolean awaited = attempt != null && attempt.state() == PaymentAttempt.State.STARTED && attempt.startedAt().plus(CALL_UNDER_WAY).isAfter(now);
        switch (event.route(attempt, awaited)) {
            case ProviderEvent.Route.Done() -> events.handled(event.id(), now);
            case ProviderEvent.Route.Later() -> {
                // An event that has just come in was stored with this very time to be looked at again.
                if (event.receivedAt().isBefore(now)) {
                    events.tryAgain(event.id(), now.plus(PATIENCE));
                }
            }
            case ProviderEvent.Route.Tell(var aggregate, var id, var signal) -> {
                owners.signal(Aggregate.of(aggregate), id, signal);
                events.handled(event.id(), now);
            }
        }
    }
}
