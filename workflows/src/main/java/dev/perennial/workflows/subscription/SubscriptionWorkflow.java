package dev.perennial.workflows.subscription;

import dev.perennial.workflows.Agenda;
import dev.perennial.workflows.Aggregate;
import dev.perennial.workflows.command.CommandRef;
import dev.perennial.workflows.command.CommandResult;
import dev.perennial.workflows.command.WakeUp;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One run per subscription for life: wakes when something is due and takes commands one at a time. */
@WorkflowInterface
public interface SubscriptionWorkflow {
    /** @param agenda what the row said when it was read for the start, or null where the workflow has to read it */
    record Start(UUID id, @Nullable Agenda agenda) {
        public Start(UUID id) { this(id, null); }
    }

    static String workflowId(UUID id) { return Aggregate.SUBSCRIPTION.workflowId(id); }

    @WorkflowMethod(name = "Subscription")
    void run(Start start);

    @UpdateMethod(name = "cancel_at_period_end")
    CommandResult cancelAtPeriodEnd(CommandRef command);

    @UpdateMethod(name = "uncancel")
    CommandResult uncancel(CommandRef command);

    @UpdateMethod(name = "revoke")
    CommandResult revoke(CommandRef command);

    @UpdateMethod(name = "update_metadata")
    CommandResult updateMetadata(CommandRef command);

    @UpdateMethod(name = "wake")
    void wake(WakeUp at);

    /** Another owner's transaction has changed our row. */
    @SignalMethod(name = "reload")
    void reload();
}
