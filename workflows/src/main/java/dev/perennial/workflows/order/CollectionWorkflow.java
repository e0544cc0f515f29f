package dev.perennial.workflows.order;

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

/** One run per order whose first charge did not succeed, or has not been settled, until the order is paid and settled or written off. */
@WorkflowInterface
public interface CollectionWorkflow {
    /** @param agenda what the row said when it was read for the start, or null where the workflow has to read it */
    record Start(UUID id, @Nullable Agenda agenda) {
        public Start(UUID id) { this(id, null); }
    }

    static String workflowId(UUID id) { return Aggregate.ORDER.workflowId(id); }

    @WorkflowMethod(name = "Collection")
    void run(Start start);

    /** The customer pays by hand. */
    @UpdateMethod(name = "retry_payment")
    CommandResult retryPayment(CommandRef command);

    @UpdateMethod(name = "wake")
    void wake(WakeUp at);

    /** The processor has told something about the order's payment, or the subscription has ended: look at the rows. */
    @SignalMethod(name = "changed")
    void changed();
}
