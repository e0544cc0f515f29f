package dev.perennial.workflows.checkout;

import static java.util.Objects.requireNonNull;

import dev.perennial.workflows.ActivityProfiles;
import dev.perennial.workflows.AgendaKeeper;
import dev.perennial.workflows.Aggregate;
import dev.perennial.workflows.WorkflowTime;
import dev.perennial.workflows.checkout.CheckoutSteps.Answer;
import dev.perennial.workflows.checkout.CheckoutSteps.Due;
import dev.perennial.workflows.checkout.CheckoutSteps.Progress;
import dev.perennial.workflows.checkout.CheckoutSteps.Session;
import dev.perennial.workflows.command.CommandRef;
import dev.perennial.workflows.command.CommandResult;
import dev.perennial.workflows.command.WakeUp;
import dev.perennial.workflows.payment.ChargeSteps;
import dev.perennial.workflows.payment.ChargeSteps.Attempt;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Waits for the buyer's commands and the processor's word; the last thing that happens to a session ends the run. */
public class CheckoutWorkflowImpl implements CheckoutWorkflow {
    private final AgendaKeeper keeper;
    private final UUID id;
    private boolean paymentNews;

    @WorkflowInit
    public CheckoutWorkflowImpl(Start start) {
        id = start.id();
        keeper = new AgendaKeeper(start.agenda());
    }

    @Override
    public void run(Start start) {
        if (!keeper.isKnown()) {
            keeper.takeTurn(() -> keeper.remember(steps("read the session").load(new Session(id)).agenda()));
        }
        while (!keeper.ended() && !keeper.isFull()) {
            keeper.sleepUntilDueOrChanged();
            keeper.takeTurn(this::doWhatIsDue);
        }
        Workflow.await(Workflow::isEveryHandlerFinished);
        if (!keeper.ended()) {
            Workflow.continueAsNew(new Start(id, keeper.agenda()));
        }
    }

    @Override
    public CommandResult update(CommandRef command) {
        return keeper.takeTurn(() -> {
            Answer answer = steps("update_checkout").update(command);
            keeper.remember(answer.agenda());
            return requireNonNull(answer.result(), "an update is answered at once");
        });
    }

    @Override
    public CommandResult confirm(CommandRef command) {
        return keeper.takeTurn(() -> {
            Answer answer = steps("confirm_checkout").confirm(command);
            keeper.remember(answer.agenda());
            UUID attempt = answer.attempt();
            if (attempt != null) {
                var charges = Workflow.newLocalActivityStub(ChargeSteps.class, ActivityProfiles.quickProviderCall("charge checkout " + id));
                ChargeSteps.Answer charged = charges.charge(new Attempt(attempt, Aggregate.CHECKOUT));
                if (charged.state() == ChargeSteps.State.UNKNOWN) {
                    charged = resolved(attempt);
                }
                keeper.remember(charged.agenda());
                return requireNonNull(charged.result(), "a confirmation is answered by its charge");
            }
            return requireNonNull(answer.result(), "a confirmation without a charge is answered at once");
        });
    }

    @Override
    public void wake(WakeUp at) {
        keeper.takeTurn(() -> wakeAt(at.at()));
    }

    @Override
    public void paymentChanged() {
        paymentNews = true;
        keeper.takeTurn(this::doWhatIsDue);
    }

    private void doWhatIsDue() {
        Instant due = keeper.isKnown() ? keeper.agenda().nextWakeAt() : null;
        if (paymentNews) {
            paymentNews = false;
            Progress progress = steps("read the session").load(new Session(id));
            keeper.remember(progress.agenda());
            ask(progress.attempt());
        } else if (due != null && keeper.agenda().isDue(WorkflowTime.now())) {
            wakeAt(due);
        }
    }

    private void wakeAt(Instant at) {
        Progress progress = steps("wake at " + at).wake(new Due(id, at));
        keeper.remember(progress.agenda());
        ask(progress.attempt());
    }

    private void ask(@Nullable UUID attempt) {
        if (attempt != null) {
            keeper.remember(resolved(attempt).agenda());
        }
    }

    private ChargeSteps.Answer resolved(UUID attempt) {
        keeper.showState();
        return Workflow.newActivityStub(ChargeSteps.class, ActivityProfiles.provider("ask about the payment of checkout " + id))
                .resolve(new Attempt(attempt, Aggregate.CHECKOUT));
    }

    private CheckoutSteps steps(String summary) {
        return Workflow.newLocalActivityStub(CheckoutSteps.class, ActivityProfiles.transaction(summary));
    }
}
