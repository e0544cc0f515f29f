package dev.perennial.workflows.webhook;

import dev.perennial.workflows.Aggregate;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.UUID;

/** One run while an endpoint has events whose first try failed: until each is delivered, given up or dropped. */
@WorkflowInterface
public interface WebhookEndpointWorkflow {
    record Start(UUID id) {}

    static String workflowId(UUID id) { return Aggregate.WEBHOOK_ENDPOINT.workflowId(id); }

    @WorkflowMethod(name = "WebhookEndpoint")
    void run(Start start);

    /** Something may be due sooner than the workflow knows: another first try has failed, or somebody wants an event sent again. */
    @SignalMethod(name = "changed")
    void changed();
}
