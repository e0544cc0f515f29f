package dev.perennial.workflows.subscription;

import dev.perennial.workflows.ActivityProfiles;
import dev.perennial.workflows.AgendaKeeper;
import dev.perennial.workflows.Aggregate;
import dev.perennial.workflows.WorkflowTime;
import dev.perennial.workflows.command.CommandRef;
import dev.perennial.workflows.command.CommandResult;
import dev.perennial.workflows.command.WakeUp;
import dev.perennial.workflows.payment.ChargeSteps;
import dev.perennial.workflows.payment.ChargeSteps.Attempt;
import dev.perennial.workflows.subscription.SubscriptionSteps.Answer;
import dev.perennial.workflows.subscription.SubscriptionSteps.ClosePeriod;
import dev.perennial.workflows.subscription.SubscriptionSteps.Closed;
import dev.perennial.workflows.subscription.SubscriptionSteps.Subject;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Instant;
import java.util.UUID;

/**
 * A renewal is one workflow task: the period is closed in one transaction, the charge is made and recorded by a second step, the next timer is armed. What
 * the charge does not settle at once is the order's own collection.
 */
public class SubscriptionWorkflowImpl implements SubscriptionWorkflow {
    private final AgendaKeeper keeper;
    private final UUID id;

    @WorkflowInit
    public SubscriptionWorkflowImpl(Start start) {
        id = start.id();
        keeper = new AgendaKeeper(start.agenda());
    }

    @Override
    public void run(Start start) {
        if (!keeper.isKnown()) {
            reload();
        }
        while (!keeper.ended() && !Workflow.getInfo().isContinueAsNewSuggested()) {
            keeper.sleepUntilDueOrChanged();
            keeper.takeTurn(this::closeWhatIsDue);
        }
        Workflow.await(Workflow::isEveryHandlerFinished);
        if (!keeper.ended()) {
            Workflow.continueAsNew(new Start(id, keeper.agenda()));
        }
    }

    @Override
    public CommandResult cancelAtPeriodEnd(CommandRef command) { return carryOut("cancel_at_period_end", command); }

    @Override
    public CommandResult uncancel(CommandRef command) { return carryOut("uncancel", command); }

    @Override
    public CommandResult revoke(CommandRef command) { return carryOut("revoke", command); }

    @Override
    public CommandResult updateMetadata(CommandRef command) { return carryOut("update_metadata", command); }

    @Override
    public void wake(WakeUp at) {
        keeper.takeTurn(() -> close(at.at()));
    }

    @Override
    public void reload() {
        keeper.takeTurn(() -> keeper.remember(steps("read the subscription").load(new Subject(id))));
    }

    private CommandResult carryOut(String name, CommandRef command) {
        return keeper.takeTurn(() -> {
            Answer answer = steps(name).carryOut(command);
            keeper.remember(answer.agenda());
            return answer.result();
        });
    }

    private void closeWhatIsDue() {
        Instant due = keeper.agenda().nextWakeAt();
        if (due != null && keeper.agenda().isDue(WorkflowTime.now())) {
            close(due);
        }
    }

    private void close(Instant due) {
        Closed closed = steps("close the period ending " + due).closePeriod(new ClosePeriod(id, due));
        keeper.remember(closed.agenda());
        UUID attempt = closed.attempt();
        if (attempt != null) {
            var charges = Workflow.newLocalActivityStub(ChargeSteps.class, ActivityProfiles.quickProviderCall("charge the period from " + due));
            keeper.remember(charges.charge(new Attempt(attempt, Aggregate.SUBSCRIPTION)).agenda());
        }
    }

    private SubscriptionSteps steps(String summary) {
        return Workflow.newLocalActivityStub(SubscriptionSteps.class, ActivityProfiles.transaction(summary));
    }
}
