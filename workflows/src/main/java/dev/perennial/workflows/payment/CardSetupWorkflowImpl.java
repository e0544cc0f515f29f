package dev.perennial.workflows.payment;

import static java.util.Objects.requireNonNull;

import dev.perennial.workflows.ActivityProfiles;
import dev.perennial.workflows.AgendaKeeper;
import dev.perennial.workflows.Aggregate;
import dev.perennial.workflows.WorkflowTime;
import dev.perennial.workflows.command.CommandRef;
import dev.perennial.workflows.command.CommandResult;
import dev.perennial.workflows.command.WakeUp;
import dev.perennial.workflows.payment.ChargeSteps.Attempt;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.util.UUID;

/** Asks the processor once, waits for the customer where the bank wants it, and gives the card up when nobody comes back. */
public class CardSetupWorkflowImpl implements CardSetupWorkflow {
    private final AgendaKeeper keeper;
    private final UUID id;
    private boolean refused;

    @WorkflowInit
    public CardSetupWorkflowImpl(Start start) {
        id = start.id();
        keeper = new AgendaKeeper(start.agenda());
    }

    @Override
    public void run(Start start) {
        Workflow.await(() -> keeper.isKnown() || refused);
        while (!refused && !keeper.ended() && !keeper.isFull()) {
            keeper.sleepUntilDueOrChanged();
            keeper.takeTurn(() -> {
                if (keeper.agenda().isDue(WorkflowTime.now())) {
                    resolve();
                }
            });
        }
        Workflow.await(Workflow::isEveryHandlerFinished);
        if (!refused && !keeper.ended()) {
            Workflow.continueAsNew(new Start(id, keeper.agenda()));
        }
    }

    @Override
    public CommandResult add(CommandRef command) {
        return keeper.takeTurn(() -> {
            CommandResult refusal = steps("add_payment_method").begin(command);
            if (refusal != null) {
                refused = true;
                return refusal;
            }
            var charges = Workflow.newLocalActivityStub(ChargeSteps.class, ActivityProfiles.quickProviderCall("save a card"));
            ChargeSteps.Answer answer = charges.charge(new Attempt(id, Aggregate.CARD_SETUP));
            if (answer.state() == ChargeSteps.State.UNKNOWN) {
                answer = resolved();
            }
            keeper.remember(answer.agenda());
            return requireNonNull(answer.result(), "saving a card is answered by its attempt");
        });
    }

    @Override
    public CommandResult confirm(CommandRef command) {
        return keeper.takeTurn(() -> {
            CommandResult result = steps("confirm_payment_method").confirm(command);
            resolve();
            return result;
        });
    }

    @Override
    public void wake(WakeUp at) {
        keeper.takeTurn(this::resolve);
    }

    @Override
    public void paymentChanged() {
        keeper.takeTurn(this::resolve);
    }

    private void resolve() { keeper.remember(resolved().agenda()); }

    private ChargeSteps.Answer resolved() {
        return Workflow.newActivityStub(ChargeSteps.class, ActivityProfiles.provider("ask about the card"))
                .resolve(new Attempt(id, Aggregate.CARD_SETUP));
    }

    private CardSetupSteps steps(String summary) {
        return Workflow.newLocalActivityStub(CardSetupSteps.class, ActivityProfiles.transaction(summary));
    }
}
