package dev.perennial.workflows.payment;

import dev.perennial.workflows.Agenda;
import dev.perennial.workflows.command.CommandRef;
import dev.perennial.workflows.command.CommandResult;
import dev.perennial.workflows.command.WakeUp;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One short run per card a customer wants to keep: until it is saved, refused or given up. Its id is the attempt's. */
@WorkflowInterface
public interface CardSetupWorkflow {
    /** @param agenda what the row said when an earlier run went on as this one, or null where a command tells */
    record Start(UUID id, @Nullable Agenda agenda) {}

    @WorkflowMethod(name = "CardSetup")
    void run(Start start);

    @UpdateMethod(name = "add_payment_method")
    CommandResult add(CommandRef command);

    /** The customer has been at the bank's page. */
    @UpdateMethod(name = "confirm_payment_method")
    CommandResult confirm(CommandRef command);

    /** The customer's time is over and the attempt still open: ask how it stands. Sent by the reconciler. */
    @UpdateMethod(name = "wake")
    void wake(WakeUp at);

    /** The processor has told something about the card. */
    @SignalMethod(name = "payment_changed")
    void paymentChanged();
}
