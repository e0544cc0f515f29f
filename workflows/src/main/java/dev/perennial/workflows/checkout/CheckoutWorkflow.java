package dev.perennial.workflows.checkout;

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

/** One run per session, from its creation until it has succeeded or expired. */
@WorkflowInterface
public interface CheckoutWorkflow {
    /** @param agenda what the row said when it was read for the start, or null where the workflow has to read it */
    record Start(UUID id, @Nullable Agenda agenda) {
        public Start(UUID id) { this(id, null); }
    }

    static String workflowId(UUID id) { return Aggregate.CHECKOUT.workflowId(id); }

    @WorkflowMethod(name = "Checkout")
    void run(Start start);

    @UpdateMethod(name = "update_checkout")
    CommandResult update(CommandRef command);

    @UpdateMethod(name = "confirm_checkout")
    CommandResult confirm(CommandRef command);

    @UpdateMethod(name = "wake")
    void wake(WakeUp at);

    /** The processor has told something about the session's payment. */
    @SignalMethod(name = "payment_changed")
    void paymentChanged();
}
