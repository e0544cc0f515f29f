package dev.perennial.workflows.payment;

import dev.perennial.core.moneycase.MoneyCase;
import dev.perennial.core.moneycase.MoneyCases;
import dev.perennial.core.payment.PaymentAttempt;
import dev.perennial.core.payment.ProviderEvent;
import dev.perennial.core.payment.ProviderEvent.Route;
import dev.perennial.core.payment.ProviderEvents;
import dev.perennial.core.time.RealInstant;
import dev.perennial.workflows.Aggregate;
import dev.perennial.workflows.Owners;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes a stored event on to the workflow it matters to: at once where it came in, and again for whatever was left. */
public final class ProviderEventDesk {
    private static final Logger LOG = LoggerFactory.getLogger(ProviderEventDesk.class);
    /** How long the call of an attempt can be under way: until then its own answer is waited for. */
    private static final Duration CALL_UNDER_WAY = Duration.ofSeconds(15);
    /** When an event that can't be acted on yet is looked at again. */
    public static final Duration PATIENCE = Duration.ofSeconds(15);

    /** After this time nobody waits for an event's object any more: it belongs to somebody else who uses the same account. */
    private static final Duration LONGEST_WAIT = Duration.ofDays(3);

    private final ProviderEvents events;
    private final MoneyCases cases;
    private final Owners owners;

    public ProviderEventDesk(ProviderEvents events, MoneyCases cases, Owners owners) {
        this.events = events;
        this.cases = cases;
        this.owners = owners;
    }

    /** What has to be done about each of the events, as our rows stand now (real time). */
    public Map<ProviderEvent, Route> routes(List<ProviderEvent> waiting, RealInstant now) {
        Map<UUID, PaymentAttempt> attempts = events.attemptsOf(waiting);
        Map<UUID, UUID> unsettled = events.unsettledOrdersOf(waiting.stream().filter(ProviderEvent::tellsSettlement).map(ProviderEvent::attemptId)
                .filter(Objects::nonNull).toList());
        Map<ProviderEvent, Route> routes = new LinkedHashMap<>();
        for (ProviderEvent event : waiting) {
            UUID id = event.attemptId();
            PaymentAttempt attempt = id == null ? null : attempts.get(id);
            boolean awaited = attempt != null && attempt.state() == PaymentAttempt.State.STARTED
                    && attempt.startedAt().plus(CALL_UNDER_WAY).isAfter(now);
            routes.put(event, event.route(attempt, awaited, id == null ? null : unsettled.get(id)));
        }
        return routes;
    }

    /** Whether an event that can't be acted on has been kept for long enough (real time). */
    public static boolean isGivenUp(ProviderEvent event, RealInstant now) {
        return event.receivedAt().plus(LONGEST_WAIT).isBefore(now);
    }

    /** Stores an event that has just come in; one that nothing has to be done about is settled with that. */
    public boolean store(ProviderEvent event, Route route, String payload) {
        return events.store(event, payload, route instanceof Route.Done ? null : event.receivedAt().plus(PATIENCE));
    }

    /** Tells an event's owner, where it has one that has to look; what our rows don't show is written down first, for people to see. */
    public void tell(ProviderEvent event, Route route, RealInstant now) {
        switch (route) {
            case Route.Done(),Route.Later() -> {}
            case Route.Tell owner -> tell(event, owner, now);
            case Route.Refund() -> {
                cases.lookAtRefund(event.objectId(), now);
                events.handled(event.id(), now);
            }
            case Route.Alarm(var attempt, var owner) -> {
                LOG.warn("{} {} is about {}, which is not the payment of attempt {}, {}: opening a case", event.type(), event.id(), event.objectId(),
                        attempt.id(), attempt.state().wire());
                cases.open(MoneyCase.noticed(attempt, event.objectId(), now));
                tell(event, owner, now);
            }
        }
    }

    private void tell(ProviderEvent event, Route.Tell owner, RealInstant now) {
        owners.signal(Aggregate.of(owner.aggregate()), owner.id(), owner.signal());
        events.handled(event.id(), now);
    }
}
