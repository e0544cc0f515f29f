package dev.perennial.workflows;

import dev.perennial.core.command.AggregateDescription;
import dev.perennial.core.command.AggregateDescriptions;
import dev.perennial.workflows.command.CommandRef;
import dev.perennial.workflows.command.CommandResult;
import dev.perennial.workflows.command.WakeUp;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateStage;
import java.time.Instant;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reaches the workflow that owns an aggregate, starting it from its row when it is not running: a lost or ended workflow answers like any other.
 */
public final class Owners {
    private static final Logger LOG = LoggerFactory.getLogger(Owners.class);
    private final WorkflowClient client;
    private final AggregateDescriptions descriptions;

    public Owners(WorkflowClient client, AggregateDescriptions descriptions) {
        this.client = client;
        this.descriptions = descriptions;
    }

    /** What every workflow of ours is started with. */
    private record Start(UUID id) {}

    /** What a workflow is started with that need not read its row. */
    private record Begun(UUID id, Agenda agenda) {}

    /**
     * Sends a committed command and waits for its outcome, however long that takes. Sent twice, it is carried out once: its id is the update's.
     *
     * @param kind the name of the update
     */
    public CommandResult execute(Aggregate aggregate, UUID id, String kind, UUID command) {
        return update(aggregate, id, UpdateOptions.newBuilder(CommandResult.class).setUpdateName(kind).setUpdateId(command.toString())
                .setWaitForStage(WorkflowUpdateStage.COMPLETED).build(), new CommandRef(command));
    }

    /** Has the owner do what is due at an instant and waits until it is done. */
    public void wake(Aggregate aggregate, UUID id, Instant at) {
        update(aggregate, id, waking().build(), new WakeUp(at));
    }

    /**
     * As {@link #wake(Aggregate, UUID, Instant)}; sent twice to the same run it is done once, and the second call waits for the outcome of the first. Only a run
     * knows its updates: one that begins anew does it again.
     */
    public void wake(Aggregate aggregate, UUID id, Instant at, String updateId) {
        update(aggregate, id, waking().setUpdateId(updateId).build(), new WakeUp(at));
    }

    private static UpdateOptions.Builder<Void> waking() {
        return UpdateOptions.newBuilder(Void.class).setUpdateName("wake").setWaitForStage(WorkflowUpdateStage.COMPLETED);
    }

    /**
     * Starts the owner of a new row, unless it is running or has ended by now, with what the row says: its first workflow task has nothing to read, and nothing to change in the
     * search attributes. Where this process has workers of its own, one of them gets that task together with the service's answer.
     */
    public void begin(Aggregate aggregate, UUID id, Agenda agenda) {
        AggregateDescription about = agenda.about();
        String summary = descriptions.describe(aggregate.wire(), id).summary();
        WorkflowOptions options = aggregate.startOptions(id,
                new AggregateDescription(about.organizationId(), about.customerId(), about.state(), summary));
        var workflow = client.newUntypedWorkflowStub(aggregate.workflowType(),
                WorkflowOptions.newBuilder(options).setDisableEagerExecution(false)
                        .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE).build());
        try {
            workflow.start(new Begun(id, agenda));
        } catch (WorkflowExecutionAlreadyStarted over) {
            LOG.debug("{} has begun and ended since its row was read", aggregate.workflowId(id));
        }
    }

    /** Tells the owner that something has happened. */
    public void signal(Aggregate aggregate, UUID id, String signal) {
        stub(aggregate, id).signalWithStart(signal, new Object[]{}, new Object[]{new Start(id)});
    }

    private <R> R update(Aggregate aggregate, UUID id, UpdateOptions<R> options, Object argument) {
        return stub(aggregate, id).executeUpdateWithStart(options, new Object[]{argument}, new Object[]{new Start(id)});
    }

    private WorkflowStub stub(Aggregate aggregate, UUID id) {
        return client.newUntypedWorkflowStub(aggregate.workflowType(), aggregate.startOptions(id, descriptions.describe(aggregate.wire(), id)));
    }
}
