package dev.perennial.workflows;

import dev.perennial.core.command.AggregateDescription;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.Priority;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a workflow can own. Its name is the prefix of the workflow's id and the kind operators search by. */
public enum Aggregate {
    CHECKOUT("checkout", "Checkout"), SUBSCRIPTION("subscription", "Subscription"), ORDER("order", "Collection"), TEST_CLOCK("test-clock",
            "TestClock"), WEBHOOK_ENDPOINT("webhook-endpoint",
                    "WebhookEndpoint"), CARD_SETUP("card-setup", "CardSetup"), CUSTOMER("customer", "Customer");

    private final String wire;
    private final String workflowType;

    Aggregate(String wire, String workflowType) {
        this.wire = wire;
        this.workflowType = workflowType;
    }

    /** The name under which its workflow is registered. */
    public String workflowType() { return workflowType; }

    public String wire() { return wire; }

    /** The aggregate with this name. */
    public static Aggregate of(String wire) {
        for (Aggregate aggregate : values()) {
            if (aggregate.wire.equals(wire)) {
                return aggregate;
            }
        }
        throw new IllegalArgumentException("no aggregate is called " + wire);
    }

    public String workflowId(UUID id) { return wire + "/" + id; }

    /**
     * Options under which this aggregate's workflow is started: by its row's id, using the running one if there is one, found by search attributes, fair
     * among organizations.
     */
    public WorkflowOptions startOptions(UUID id, AggregateDescription description) {
        var attributes = io.temporal.common.SearchAttributes.newBuilder().set(SearchAttributes.KIND, wire)
                .set(SearchAttributes.ORGANIZATION, description.organizationId().toString()).set(SearchAttributes.STATE, description.state());
        @Nullable
        UUID customer = description.customerId();
        if (customer != null) {
            attributes.set(SearchAttributes.CUSTOMER, customer.toString());
        }
        return WorkflowOptions.newBuilder().setWorkflowId(workflowId(id))
                .setTaskQueue(this == WEBHOOK_ENDPOINT ? TaskQueues.WEBHOOKS : TaskQueues.BILLING)
                .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE).setTypedSearchAttributes(attributes.build())
                .setStaticSummary(description.summary())
                .setPriority(Priority.newBuilder().setFairnessKey(description.organizationId().toString()).build()).build();
    }
}
