package dev.perennial.workflows.testclock;

import dev.perennial.workflows.Aggregate;
import dev.perennial.workflows.command.CommandRef;
import dev.perennial.workflows.command.CommandResult;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.UUID;

/** One run per clock from its first advance until it is deleted. */
@WorkflowInterface
public interface TestClockWorkflow {
    record Start(UUID id) {}

    static String workflowId(UUID id) { return Aggregate.TEST_CLOCK.workflowId(id); }

    @WorkflowMethod(name = "TestClock")
    void run(Start start);

    /** Sets out for a later instant and answers at once; the clock is ready when everything due up to then has happened. */
    @UpdateMethod(name = "advance_clock")
    CommandResult advance(CommandRef command);

    @UpdateMethod(name = "delete_clock")
    CommandResult delete(CommandRef command);

    /** An advance is under way: see to it. Sent by the reconciler. */
    @UpdateMethod(name = "wake")
    void wake(dev.perennial.workflows.command.WakeUp at);
}
