package dev.perennial.bench.subscription;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Instant;

/** The least a workflow can do when it wakes up: one empty local activity, and the next timer. */
@WorkflowInterface
public interface EmptyWakeUp {
    record Start(Instant due) {}

    @WorkflowMethod(name = "BenchEmptyWakeUp")
    void run(Start start);
}
