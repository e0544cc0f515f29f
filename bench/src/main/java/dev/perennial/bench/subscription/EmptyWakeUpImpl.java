package dev.perennial.bench.subscription;

import io.temporal.activity.LocalActivityOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;

/** Sleeps, takes the step, sleeps again: as much of a subscription's renewal as is the workflow service's own work. */
public class EmptyWakeUpImpl implements EmptyWakeUp {
    private static final Duration NEXT = Duration.ofDays(30);
    private final EmptyStep step = Workflow.newLocalActivityStub(EmptyStep.class,
            LocalActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofSeconds(5)).build());

    @Override
    public void run(Start start) {
        Workflow.sleep(Duration.between(Instant.ofEpochMilli(Workflow.currentTimeMillis()), start.due()));
        step.take();
        Workflow.sleep(NEXT);
    }
}
