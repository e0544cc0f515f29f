package dev.perennial.workflows.order;

import static java.util.Objects.requireNonNull;

import dev.perennial.workflows.ActivityProfiles;
import dev.perennial.workflows.AgendaKeeper;
import dev.perennial.workflows.Aggregate;
import dev.perennial.workflows.WorkflowTime;
import dev.perennial.workflows.command.CommandRef;
import dev.perennial.workflows.command.CommandResult;
import dev.perennial.workflows.command.WakeUp;
import dev.perennial.workflows.order.CollectionSteps.Answer;
import dev.perennial.workflows.order.CollectionSteps.Due;
import dev.perennial.workflows.order.CollectionSteps.Progress;
import dev.perennial.workflows.order.CollectionSteps.Subject;
import dev.perennial.workflows.payment.ChargeSteps;
import dev.perennial.workflows.payment.ChargeSteps.Attempt;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Instant;
import java.util.UUID;

/** Tries again by the schedule, finds out what became of unanswered charges, lets the customer pay; ends when nothing is owed any more. */
public class CollectionWorkflowImpl implements CollectionWorkflow {
    private final AgendaKeeper keeper;
    private final UUID id;

    @WorkflowInit
    public CollectionWorkflowImpl(Start start) {
        id = start.id();
        keeper = new AgendaKeeper(start.agenda());
    }

    @Override
    public void run(Start start) {
        if (!keeper.isKnown()) {
            changed();
        }
        while (!keeper.ended() && !Workflow.getInfo().isContinueAsNewSuggested()) {
            keeper.sleepUntilDueOrChanged();
            keeper.takeTurn(this::doWhatIsDue);
        }
        Workflow.await(Workflow::isEveryHandlerFinished);
        if (!keeper.ended()) {
            Workflow.continueAsNew(new Start(id, keeper.agenda()));
        }
    }

    @Override
    public CommandResult retryPayment(CommandRef command) {
        return keeper.takeTurn(() -> {
            Answer answer = steps("retry_payment").retryPayment(command);
            keeper.remember(answer.agenda());
            UUID attempt = answer.attempt();
            if (attempt == null) {
                return requireNonNull(answer.result(), "a retry without a charge is answered at once");
            }
            var charges = Workflow.newLocalActivityStub(ChargeSteps.class,
                    ActivityProfiles.quickProviderCall("charge order " + id + " for the customer"));
            ChargeSteps.Answer charged = charges.charge(new Attempt(attempt, Aggregate.ORDER));
            if (charged.state() == ChargeSteps.State.UNKNOWN) {
                keeper.showState();
                charged = resolved(attempt);
            }
            keeper.remember(charged.agenda());
            return requireNonNull(charged.result(), "a retry is answered by its charge");
        });
    }

    @Override
    public void wake(WakeUp at) {
        keeper.takeTurn(() -> wakeAt(at.at()));
    }

    @Override
    public void changed() {
        keeper.takeTurn(() -> move(steps("read the order").look(new Subject(id))));
    }

    private void doWhatIsDue() {
        Instant due = keeper.agenda().nextWakeAt();
        if (due != null && keeper.agenda().isDue(WorkflowTime.now())) {
            wakeAt(due);
        }
    }

    private void wakeAt(Instant at) { move(steps("collect, due " + at).wake(new Due(id, at))); }

    private void move(Progress progress) {
        keeper.remember(progress.agenda());
        UUID attempt = progress.attempt();
        if (attempt == null) {
            return;
        }
        keeper.showState();
        ChargeSteps.Answer answer = switch (progress.move()) {
            case CHARGE -> Workflow.newActivityStub(ChargeSteps.class, ActivityProfiles.provider("charge order " + id))
                    .charge(new Attempt(attempt, Aggregate.ORDER));
            case RESOLVE, NOTHING -> resolved(attempt);
        };
        if (answer.state() == ChargeSteps.State.UNKNOWN) {
            answer = resolved(attempt);
        }
        keeper.remember(answer.agenda());
    }

    private ChargeSteps.Answer resolved(UUID attempt) {
        return Workflow.newActivityStub(ChargeSteps.class, ActivityProfiles.provider("ask about the payment of order " + id))
                .resolve(new Attempt(attempt, Aggregate.ORDER));
    }

    private CollectionSteps steps(String summary) {
        return Workflow.newLocalActivityStub(CollectionSteps.class, ActivityProfiles.transaction(summary));
    }
}
