package dev.perennial.workflows.customer;

import io.temporal.workflow.SignalMethod;
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

    /** The customer has chosen another method to pay by. */
    @SignalMethod(name = "default_method_changed")
    void defaultMethodChanged();
}
