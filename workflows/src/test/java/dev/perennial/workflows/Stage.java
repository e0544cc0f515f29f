package dev.perennial.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.core.command.AggregateDescription;
import dev.perennial.core.persistence.Json;
import dev.perennial.workflows.checkout.CheckoutWorkflowImpl;
import dev.perennial.workflows.command.CommandRef;
import dev.perennial.workflows.command.CommandResult;
import dev.perennial.workflows.customer.CustomerWorkflowImpl;
import dev.perennial.workflows.order.CollectionWorkflowImpl;
import dev.perennial.workflows.payment.CardSetupWorkflowImpl;
import dev.perennial.workflows.subscription.SubscriptionWorkflowImpl;
import dev.perennial.workflows.testclock.TestClockWorkflowImpl;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateHandle;
import io.temporal.client.WorkflowUpdateStage;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactoryOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A Temporal service whose time can be skipped, our workflows on it, and fake steps, each of which is taken twice. */
public final class Stage implements AutoCloseable {
    /** Where a released workflow's recorded histories stand, at least one per type. */
    static final Path HISTORIES = Path.of("src/test/resources/histories");
    /** Set to {@code true} it writes the histories anew: to be done when a workflow's commands change on purpose, before its first release. */
    private static final String RECORD = "perennial.histories.record";
    private static final UUID ORGANIZATION = UUID.fromString("4f0e7a52-6a38-4f43-9b1f-4e6b8c1c9a10");

    private final TestWorkflowEnvironment temporal;
    private final Owners owners;
    private final AtomicInteger stepsTaken = new AtomicInteger();
    private volatile @Nullable Loss loss;
    private final CompletableFuture<Boolean> lost = new CompletableFuture<>();

    /** @param steps the fakes, none when histories are only replayed */
    public Stage(Object... steps) { this(Instant.now(), steps); }

    /** A service of which time is this: a new one for rows that are older, as after all workflows were lost. */
    public Stage(Instant begin, Object... steps) {
        var options = TestEnvironmentOptions.newBuilder().setInitialTime(begin)
                .setWorkflowClientOptions(WorkflowClientOptions.newBuilder().setIdentity("test")
                        .setDataConverter(TemporalConnection.dataConverter(Json.mapper())).build())
                .setWorkerFactoryOptions(WorkerFactoryOptions.newBuilder().setWorkerInterceptors(new Twice()).build());
        List.of(SearchAttributes.KIND, SearchAttributes.ORGANIZATION, SearchAttributes.CUSTOMER, SearchAttributes.STATE)
                .forEach(attribute -> options.registerSearchAttribute(attribute.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD));
        temporal = TestWorkflowEnvironment.newInstance(options.build());
        owners = new Owners(temporal.getWorkflowClient(), (_, id) -> about("open"));
        Worker worker = worker();
        worker.registerActivitiesImplementations(steps);
        temporal.start();
    }

    /** When all workflows are lost: before a step has had its effect, or after it and before its workflow hears of it. */
    public enum Moment {
        BEFORE, AFTER
    }

    /** @param step counted over all workflows, the first is 0 */
    public record Loss(int step, Moment moment) {}

    /** From this moment of this step on no step has an effect any more, whoever takes it: what this service knows is lost. */
    public void lose(Loss next) {
        loss = next;
    }

    /** Steps of all workflows so far, each counted once. */
    public int stepsTaken() { return stepsTaken.get(); }

    /** Does something to its end, or until everything is lost; answers whether it came to its end. */
    public boolean untilLost(Runnable story) {
        try (ExecutorService elsewhere = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture<Boolean> told = CompletableFuture.supplyAsync(() -> {
                story.run();
                return true;
            }, elsewhere);
            boolean toTheEnd = told.applyToEither(lost, end -> end).join();
            if (!toTheEnd) {
                elsewhere.shutdownNow();
                temporal.close(); // Whoever still waits for an answer of this service waits in vain.
            }
            return toTheEnd;
        }
    }

    private void loseAt(int step, Moment moment) {
        if (new Loss(step, moment).equals(loss)) {
            lost.complete(false);
        }
        if (lost.isDone()) {
            throw ApplicationFailure.newNonRetryableFailure("lost", "Lost");
        }
    }

    private Worker worker() {
        Worker worker = temporal.newWorker(TaskQueues.BILLING);
        worker.registerWorkflowImplementationTypes(CheckoutWorkflowImpl.class, SubscriptionWorkflowImpl.class, CollectionWorkflowImpl.class,
                CardSetupWorkflowImpl.class, TestClockWorkflowImpl.class, CustomerWorkflowImpl.class);
        return worker;
    }

    /** A worker for replays, which carries nothing out. */
    Worker replayer() { return temporal.getWorkerFactory().getWorker(TaskQueues.BILLING); }

    public static AggregateDescription about(String state) { return new AggregateDescription(ORGANIZATION, null, state, "USD 20.00"); }

    public Instant now() { return Instant.ofEpochMilli(temporal.currentTimeMillis()); }

    public void sleep(Duration time) { temporal.sleep(time); }

    public void begin(Aggregate aggregate, UUID id, Agenda agenda) { owners.begin(aggregate, id, agenda); }

    public void signal(Aggregate aggregate, UUID id, String signal) { owners.signal(aggregate, id, signal); }

    public void wake(Aggregate aggregate, UUID id, Instant at) { owners.wake(aggregate, id, at); }

    public CommandResult execute(Aggregate aggregate, UUID id, String kind, UUID command) { return owners.execute(aggregate, id, kind, command); }

    /** Sends a command to a running owner without waiting for its outcome. */
    public WorkflowUpdateHandle<CommandResult> send(Aggregate aggregate, UUID id, String kind, UUID command) {
        return workflow(aggregate, id).startUpdate(UpdateOptions.newBuilder(CommandResult.class).setUpdateName(kind).setUpdateId(command.toString())
                .setWaitForStage(WorkflowUpdateStage.ACCEPTED).build(), new CommandRef(command));
    }

    public WorkflowStub workflow(Aggregate aggregate, UUID id) {
        return temporal.getWorkflowClient().newUntypedWorkflowStub(aggregate.workflowId(id));
    }

    /** The id of the owner's current run. */
    public String run(Aggregate aggregate, UUID id) {
        return workflow(aggregate, id).describe().getExecution().getRunId();
    }

    /** Has an owner take turns that change nothing of its agenda until it goes on as a new run, and answers how many it took; the service would refuse the 2,001st. */
    public int untilItGoesOnAsANewRun(Aggregate aggregate, UUID id, Runnable turn) {
        String first = run(aggregate, id);
        for (int turns = 1; turns <= 2_000; turns++) {
            turn.run();
            if (turns % 10 == 0 && !run(aggregate, id).equals(first)) {
                return turns;
            }
        }
        throw new AssertionError("still " + aggregate.workflowId(id) + "'s first run");
    }

    /** Waits until the owner has nothing left to do. */
    public void awaitEnd(Aggregate aggregate, UUID id) {
        workflow(aggregate, id).getResult(Void.class);
    }

    public void terminate(Aggregate aggregate, UUID id) { workflow(aggregate, id).terminate("lost"); }

    public WorkflowExecutionHistory history(Aggregate aggregate, UUID id) {
        return temporal.getWorkflowClient().fetchHistory(aggregate.workflowId(id));
    }

    public long count(Aggregate aggregate, UUID id, EventType type) {
        return history(aggregate, id).getEvents().stream().filter(event -> event.getEventType() == type).count();
    }

    /** The names of the regular activities that were scheduled, in order. */
    public List<String> activities(Aggregate aggregate, UUID id) {
        return history(aggregate, id).getEvents().stream().filter(HistoryEvent::hasActivityTaskScheduledEventAttributes)
                .map(event -> event.getActivityTaskScheduledEventAttributes().getActivityType().getName()).toList();
    }

    /** From a workflow's first event to its last. The clock of the environment is no measure: it runs on when nobody waits for anything any more. */
    public Duration lifetime(Aggregate aggregate, UUID id) {
        var events = history(aggregate, id).getEvents();
        return Duration.between(timeOf(events.getFirst()), timeOf(events.getLast()));
    }

    private static Instant timeOf(HistoryEvent event) {
        return Instant.ofEpochSecond(event.getEventTime().getSeconds(), event.getEventTime().getNanos());
    }

    /** Keeps the history of a workflow for {@code ReplayTest} when histories are to be recorded. */
    public void keep(Aggregate aggregate, UUID id) {
        keep(aggregate, id, "");
    }

    /**
     * As {@link #keep(Aggregate, UUID)}, for one of several ways a workflow can go.
     *
     * @param way added to the file's name
     */
    public void keep(Aggregate aggregate, UUID id, String way) {
        WorkflowExecutionHistory history = history(aggregate, id);
        assertThat(history.getEvents()).hasSizeGreaterThan(5);
        if (Boolean.getBoolean(RECORD)) {
            try {
                Files.createDirectories(HISTORIES);
                Files.writeString(HISTORIES.resolve(aggregate.workflowType() + way + ".json"), history.toJson(true) + "\n");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() { temporal.close(); }

    /** Takes every step twice, as after a lost answer; the first answer is thrown away. */
    private final class Twice extends WorkerInterceptorBase {
        @Override
        public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
            return new ActivityInboundCallsInterceptorBase(next) {
                @Override
                public ActivityOutput execute(ActivityInput input) {
                    int step = stepsTaken.getAndIncrement();
                    loseAt(step, Moment.BEFORE);
                    super.execute(input);
                    ActivityOutput answer = super.execute(input);
                    loseAt(step, Moment.AFTER);
                    return answer;
                }
            };
        }
    }
}
