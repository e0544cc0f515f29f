package dev.perennial.workflows.customer;

import dev.perennial.workflows.command.WakeUp;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.UUID;

/** A short run per change of a customer that others have to hear of; changes in a burst share one. */
@WorkflowInterface
public interface CustomerWorkflow {
    record Start(UUID id) {}

    @WorkflowMethod(name = "Customer")
    void run(Start start);

    /** The customer's row has changed, or says that the customer is deleted. */
    @SignalMethod(name = "changed")
    void changed();

    /** What others have to hear of the customer is late: see to it. Sent by the reconciler. */
    @UpdateMethod(name = "wake")
    void wake(WakeUp at);

    /** The customer has chosen another method to pay by, and what is past due was not charged to it with that. */
    @SignalMethod(name = "default_method_changed")
    void defaultMethodChanged();
}
