package dev.perennial.workflows.webhook;

import static dev.perennial.core.webhook.WebhookEventState.DELIVERED;
import static dev.perennial.core.webhook.WebhookEventState.FAILED;
import static dev.perennial.core.webhook.WebhookEventState.SKIPPED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.core.command.AggregateDescription;
import dev.perennial.core.persistence.Json;
import dev.perennial.workflows.Aggregate;
import dev.perennial.workflows.SearchAttributes;
import dev.perennial.workflows.TaskQueues;
import dev.perennial.workflows.TemporalConnection;
import dev.perennial.workflows.webhook.FakeEndpoint.Event;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhookEndpointWorkflowTest {
    private static final Path HISTORY = Path.of("src/test/resources/histories/WebhookEndpoint.json");

    @AutoClose
    final TestWorkflowEnvironment temporal = environment();
    final Worker worker = temporal.newWorker(TaskQueues.WEBHOOKS,
            WorkerOptions.newBuilder().setDefaultDeadlockDetectionTimeout(30_000).build()); // A busy machine is not a deadlock.
    final FakeEndpoint endpoint = new FakeEndpoint(() -> Instant.ofEpochMilli(temporal.currentTimeMillis()));
    final UUID id = UUID.randomUUID();
    final UUID key = UUID.randomUUID();
    final UUID otherKey = UUID.randomUUID();

    private static TestWorkflowEnvironment environment() {
        var options = TestEnvironmentOptions.newBuilder().setWorkflowClientOptions(
                WorkflowClientOptions.newBuilder().setDataConverter(TemporalConnection.dataConverter(Json.mapper())).build());
        List.of(SearchAttributes.KIND, SearchAttributes.ORGANIZATION, SearchAttributes.CUSTOMER, SearchAttributes.STATE)
                .forEach(attribute -> options.registerSearchAttribute(attribute.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD));
        return TestWorkflowEnvironment.newInstance(options.build());
    }

    @BeforeEach
    void startWorker() {
        worker.registerWorkflowImplementationTypes(WebhookEndpointWorkflowImpl.class);
        worker.registerActivitiesImplementations(endpoint);
        temporal.start();
    }

    /** What the relay does when a first try has failed. */
    private WorkflowStub wake() {
        var client = temporal.getWorkflowClient();
        var workflow = client.newWorkflowStub(WebhookEndpointWorkflow.class, Aggregate.WEBHOOK_ENDPOINT.startOptions(id,
                new AggregateDescription(UUID.randomUUID(), null, "enabled", "endpoint " + id)));
        var request = client.newSignalWithStartRequest();
        request.add(workflow::run, new WebhookEndpointWorkflow.Start(id));
        request.add(workflow::changed);
        client.signalWithStart(request);
        return client.newUntypedWorkflowStub(WebhookEndpointWorkflow.workflowId(id));
    }

    private List<Duration> gaps(Event event) {
        return IntStream.range(1, event.attempts.size()).mapToObj(n -> Duration.between(event.attempts.get(n - 1), event.attempts.get(n))).toList();
    }

    @Test
    void triesTenTimesWhileTheReceiverIsDownForAnHour() {
        Event event = endpoint.fails(key);
        WorkflowStub workflow = wake();
        workflow.getResult(Void.class);

        assertThat(event.state).isEqualTo(FAILED);
        assertThat(event.attempts).hasSize(10);
        long shortest = 2;
        for (Duration gap : gaps(event)) {
            assertThat(gap).isBetween(Duration.ofSeconds(shortest), Duration.ofSeconds(2 * shortest).plusMillis(100));
            shortest *= 2;
        }
        assertThat(endpoint.isEnabled()).as("one event given up is not ten").isTrue();
    }

    @Test
    void theEndpointIsSwitchedOffWhenTenEventsWereGivenUp() {
        List<Event> events = IntStream.range(0, 11).mapToObj(_ -> endpoint.fails(UUID.randomUUID())).toList();
        wake().getResult(Void.class);
        assertThat(endpoint.isEnabled()).isFalse();
        assertThat(events).filteredOn(event -> event.state == FAILED).hasSize(10);
        assertThat(events).filteredOn(event -> event.state == SKIPPED).hasSize(1);
    }

    @Test
    void aFailingEventHoldsBackOnlyLaterOnesOfItsKey() {
        Event first = endpoint.fails(key);
        Event behind = endpoint.waits(key);
        Event other = endpoint.fails(otherKey);
        WorkflowStub workflow = wake();
        temporal.sleep(Duration.ofMinutes(1));
        endpoint.receiverIsUp(true);
        workflow.getResult(Void.class);

        assertThat(List.of(first, behind, other)).allMatch(event -> event.state == DELIVERED);
        assertThat(behind.attempts.getLast()).as("order within the key").isAfterOrEqualTo(first.attempts.getLast());
        assertThat(behind.attempts).as("held back while the first was failing").hasSize(1);
        assertThat(other.attempts).as("another key was tried meanwhile").hasSizeGreaterThan(3);
    }

    @Test
    void aSignalWakesItBeforeItsTimer() {
        Event slow = endpoint.fails(key);
        WorkflowStub workflow = wake();
        temporal.sleep(Duration.ofMinutes(5));
        endpoint.receiverIsUp(true);
        endpoint.redeliver(slow);
        Instant asked = Instant.ofEpochMilli(temporal.currentTimeMillis());
        wake();
        workflow.getResult(Void.class);
        assertThat(Duration.between(asked, slow.attempts.getLast())).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void anotherTroubleStartsAnotherRun() {
        Event first = endpoint.fails(key);
        endpoint.receiverIsUp(true);
        wake().getResult(Void.class);
        endpoint.receiverIsUp(false);
        Event second = endpoint.fails(key);
        endpoint.receiverIsUp(true);
        wake().getResult(Void.class);
        assertThat(List.of(first, second)).allMatch(event -> event.state == DELIVERED);
    }

    @Test
    void namesWhatItWaitsFor() {
        endpoint.fails(key);
        WorkflowStub workflow = wake();
        workflow.getResult(Void.class);
        var events = temporal.getWorkflowClient().fetchHistory(WebhookEndpointWorkflow.workflowId(id)).getEvents();
        var timer = events.stream().filter(event -> event.getEventType() == EventType.EVENT_TYPE_TIMER_STARTED).findFirst().orElseThrow();
        assertThat(timer.getUserMetadata().getSummary().getData().toStringUtf8()).startsWith("\"next attempt 20");
    }

    /** {@code -Dperennial.record-histories=true} writes a new one: only for a change that running workflows are known to survive. */
    @Test
    void theRecordedHistoryReplays() throws Exception {
        if (Boolean.getBoolean("perennial.record-histories")) {
            record();
        }
        WorkflowReplayer.replayWorkflowExecution(WorkflowExecutionHistory.fromJson(Files.readString(HISTORY)), worker);
    }

    private void record() throws IOException {
        Event event = endpoint.fails(key);
        WorkflowStub workflow = wake();
        temporal.sleep(Duration.ofMinutes(2));
        endpoint.fails(otherKey);
        wake();
        temporal.sleep(Duration.ofMinutes(2));
        endpoint.receiverIsUp(true);
        endpoint.redeliver(event);
        wake();
        workflow.getResult(Void.class);
        Files.createDirectories(HISTORY.getParent());
        Files.writeString(HISTORY, temporal.getWorkflowClient().fetchHistory(WebhookEndpointWorkflow.workflowId(id)).toJson(true));
    }
}
