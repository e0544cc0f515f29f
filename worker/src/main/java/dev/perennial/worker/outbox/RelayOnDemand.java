package dev.perennial.worker.outbox;

import dev.perennial.core.checkout.Checkouts;
import dev.perennial.core.command.AggregateDescriptions;
import dev.perennial.core.outbox.WaitingFacts;
import dev.perennial.core.subscription.Subscriptions;
import io.micrometer.core.instrument.MeterRegistry;
import io.temporal.client.WorkflowClient;
import java.time.Clock;

/** Relays the facts that wait at the moment it is asked to, in the caller's thread: for tests that decide when what follows from a commit happens. */
public final class RelayOnDemand {
    private final FactDrain facts;

    public RelayOnDemand(WaitingFacts waiting, WorkflowClient client, AggregateDescriptions descriptions, Checkouts checkouts,
            Subscriptions subscriptions, Clock clock, MeterRegistry meters) {
        facts = new FactDrain(waiting, new Reactions(client, descriptions, checkouts, subscriptions, meters).byType(), clock, meters);
    }

    /** Reacts to every fact that is there now; one whose reaction fails waits for the next time. */
    public void relay() { facts.drain(); }
}
