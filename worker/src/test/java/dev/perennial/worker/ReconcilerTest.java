package dev.perennial.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.core.command.AggregateDescriptions;
import dev.perennial.core.command.Commands;
import dev.perennial.core.command.Reconciliation;
import dev.perennial.core.command.Reconciliation.Kind;
import dev.perennial.core.payment.ProviderEvent;
import dev.perennial.core.moneycase.MoneyCases;
import dev.perennial.core.payment.ProviderEvents;
import dev.perennial.core.persistence.Json;
import dev.perennial.core.testclock.BillingTime;
import dev.perennial.core.time.RealInstant;
import dev.perennial.worker.outbox.Installation;
import dev.perennial.workflows.Aggregate;
import dev.perennial.workflows.Owners;
import dev.perennial.workflows.SearchAttributes;
import dev.perennial.workflows.TaskQueues;
import dev.perennial.workflows.TemporalConnection;
import dev.perennial.workflows.command.CommandRef;
import dev.perennial.workflows.command.CommandResult;
import dev.perennial.workflows.command.WakeUp;
import dev.perennial.workflows.testclock.TestClockWorkflow;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.workflow.Workflow;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What owners that do not answer, and events that belong to nobody, cost (LIV-7, LIV-8, LIV-10). */
class ReconcilerTest {
    private static final Duration PAST_EVERY_PAUSE = Duration.ofMinutes(61);
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now().truncatedTo(ChronoUnit.MICROS));
    @AutoClose
    final TestWorkflowEnvironment temporal = environment();
    @AutoClose
    final Installation installation = new Installation(new SetClock());
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    @AutoClose
    final Reconciler reconciler = new Reconciler(installation.get(Reconciliation.class), installation.get(Commands.class),
            installation.get(ProviderEvents.class), installation.get(MoneyCases.class),
            new Owners(temporal.getWorkflowClient(), installation.get(AggregateDescriptions.class)),
            installation.get(BillingTime.class), meters);

    private final class SetClock extends Clock {
        @Override
        public ZoneId getZone() { return ZoneOffset.UTC; }

        @Override
        public Clock withZone(ZoneId zone) { throw new UnsupportedOperationException(); }

        @Override
        public Instant instant() { return now.get(); }
    }

    /** An owner that answers a wake-up by doing nothing about it, or never. */
    public static class Idle implements TestClockWorkflow {
        private static volatile boolean answers;

        @Override
        public void run(Start start) { Workflow.await(() -> false); }

        @Override
        public CommandResult advance(CommandRef command) { throw new IllegalStateException("not asked for"); }

        @Override
        public CommandResult delete(CommandRef command) { throw new IllegalStateException("not asked for"); }

        @Override
        public void wake(WakeUp at) {
            if (!answers) {
                Workflow.await(() -> false);
            }
        }
    }

    private static TestWorkflowEnvironment environment() {
        var options = TestEnvironmentOptions.newBuilder().setWorkflowClientOptions(
                WorkflowClientOptions.newBuilder().setDataConverter(TemporalConnection.dataConverter(Json.mapper())).build());
        List.of(SearchAttributes.KIND, SearchAttributes.ORGANIZATION, SearchAttributes.CUSTOMER, SearchAttributes.STATE)
                .forEach(attribute -> options.registerSearchAttribute(attribute.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD));
        return TestWorkflowEnvironment.newInstance(options.build());
    }

    @BeforeEach
    void start() {
        temporal.newWorker(TaskQueues.BILLING).registerWorkflowImplementationTypes(Idle.class);
        temporal.start();
    }

    private UUID lateClock() {
        UUID id = UUID.randomUUID();
        Instant past = now.get().minusSeconds(600);
        installation.sql().insert("test_clock", "id, created_at, modified_at, organization_id, name, frozen_time, target_time, status", id, past,
                past,
                installation.organization, "late", past, past.plusSeconds(1), "advancing");
        return id;
    }

    private long wakeUps(UUID id) {
        return temporal.getWorkflowClient().fetchHistory(Aggregate.TEST_CLOCK.workflowId(id)).getEvents().stream()
                .filter(HistoryEvent::hasWorkflowExecutionUpdateAcceptedEventAttributes).count();
    }

    private void pass() {
        reconciler.repair(Kind.TEST_CLOCK);
        now.updateAndGet(before -> before.plus(PAST_EVERY_PAUSE));
    }

    @Test
    void anOwnerThatIsStillAtItIsNotAskedAnew() {
        Idle.answers = false;
        UUID id = lateClock();
        pass();
        pass();
        assertThat(wakeUps(id)).isEqualTo(1);
        assertThat(meters.get("perennial.reconciler.repairs").tag("kind", "test-clock").counter().count()).isEqualTo(2);
    }

    @Test
    void anOwnerThatHasAnsweredAndLeftTheRowLateIsAskedAnew() {
        Idle.answers = true;
        UUID id = lateClock();
        pass();
        pass();
        assertThat(wakeUps(id)).isEqualTo(2);
        temporal.getWorkflowClient().newUntypedWorkflowStub(Aggregate.TEST_CLOCK.workflowId(id)).terminate("lost");
        pass();
        assertThat(wakeUps(id)).as("of a run that begins anew").isEqualTo(1);
    }

    private RealInstant realNow() { return new RealInstant(now.get()); }

    @Test
    void anEventThatBelongsToNothingOfOursIsLookedAtLessAndLessAndGivenUp() {
        ProviderEvents events = installation.get(ProviderEvents.class);
        RealInstant received = realNow();
        ProviderEvent foreign = new ProviderEvent("evt_foreign", "stripe", "payment_intent.succeeded", "pi_foreign", UUID.randomUUID(), received);
        events.store(foreign, "{}", received);
        while (realNow().isBefore(received.plus(Duration.ofDays(4)))) {
            reconciler.lookAtEventsAgain();
            now.updateAndGet(before -> before.plusSeconds(600));
        }
        long looks = installation.sql().one("select attempts from provider_event where handled_at is not null", row -> row.number("attempts"));
        assertThat(looks).as("once an hour at most, and an end").isBetween(50L, 85L);
        assertThat(meters.get("perennial.provider.events.given_up").counter().count()).isEqualTo(1);
    }

    @Test
    void foreignEventsHideNothing() {
        ProviderEvents events = installation.get(ProviderEvents.class);
        for (int i = 0; i < 300; i++) {
            events.store(new ProviderEvent("evt_" + i, "stripe", "charge.updated", "ch_" + i, UUID.randomUUID(), realNow()), "{}", realNow());
        }
        now.updateAndGet(before -> before.plusSeconds(1));
        events.store(new ProviderEvent("evt_behind", "stripe", "charge.updated", "ch_behind", null, realNow()), "{}", realNow());
        reconciler.lookAtEventsAgain();
        assertThat(installation.sql().list("select id from provider_event where handled_at is not null", row -> row.text("id")))
                .containsExactly("evt_behind");
        assertThat(events.take(realNow(), 10)).as("each has had its turn").isEmpty();
    }
}
