package dev.perennial.bench.subscription;

import dev.perennial.bench.measure.Crowd;
import dev.perennial.bench.measure.Wave;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** Workflows that wake up for nothing, with a worker of their own in this process, set up like the product's. */
final class EmptyWakeUps {
    private static final int CACHED_WORKFLOWS = 5_000;
    private static final int STARTED_AT_ONCE = 16;
    private static final Duration CACHED_TASK_WAIT = Duration.ofSeconds(30);

    private final WorkflowClient client;
    private final String taskQueue = "bench-" + UUID.randomUUID();
    private final WorkerFactory factory;
    private final Queue<Instant> taken = new ConcurrentLinkedQueue<>();
    private List<WorkflowStub> asleep = List.of();
    private Instant due = Instant.EPOCH;

    EmptyWakeUps(WorkflowClient client) {
        this.client = client;
        this.factory = WorkerFactory.newInstance(client, WorkerFactoryOptions.newBuilder().setWorkflowCacheSize(CACHED_WORKFLOWS)
                .setMaxWorkflowThreadCount(2 * CACHED_WORKFLOWS).setUsingVirtualWorkflowThreads(true).build());
        var worker = factory.newWorker(taskQueue, WorkerOptions.newBuilder().setUsingVirtualThreads(true)
                .setStickyQueueScheduleToStartTimeout(CACHED_TASK_WAIT).build());
        worker.registerWorkflowImplementationTypes(EmptyWakeUpImpl.class);
        EmptyStep step = () -> taken.add(Instant.now());
        worker.registerActivitiesImplementations(step);
        factory.start();
    }

    /** Starts workflows that all wake at this instant. */
    void putToSleep(int count, Instant wakeAt) throws InterruptedException {
        due = wakeAt;
        asleep = Crowd.each(count, STARTED_AT_ONCE, _ -> {
            WorkflowStub stub = client.newUntypedWorkflowStub("BenchEmptyWakeUp", WorkflowOptions.newBuilder().setTaskQueue(taskQueue).build());
            stub.start(new EmptyWakeUp.Start(wakeAt));
            return stub;
        });
    }

    boolean areAllAwake() { return taken.size() >= asleep.size(); }

    Wave wave() { return new Wave(due, List.copyOf(taken)); }

    /** Ends the worker, then its workflows, which would sleep for ever. */
    void end() throws InterruptedException {
        factory.shutdown();
        factory.awaitTermination(10, TimeUnit.SECONDS);
        Crowd.each(asleep.size(), STARTED_AT_ONCE, number -> {
            asleep.get(number).terminate("measured");
            return number;
        });
    }
}
