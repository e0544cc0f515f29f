package dev.perennial.workflows.payment;

import dev.perennial.workflows.Agenda;
import dev.perennial.workflows.Aggregate;
import dev.perennial.workflows.command.CommandResult;
import io.temporal.activity.ActivityInterface;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Asking the processor about one attempt and recording what it says. Each step calls the processor at most once, outside any transaction, and may run again:
 * the attempt's id is the idempotency key, and a recorded outcome is final. What the processor says about a card never leaves the step.
 */
@ActivityInterface(namePrefix = "Charge.")
public interface ChargeSteps {
    /**
     * An attempt whose row is committed.
     *
     * @param asker whose agenda is to be answered: the first charge of a renewal is asked for by the subscription, looked into by the order's collection
     */
    record Attempt(UUID id, Aggregate asker) {}

    /**
     * How the attempt stands now, and what its owner has to do next.
     *
     * @param result the answer to the command the attempt was made for, or null when there was none
     */
    record Answer(State state, Agenda agenda, @Nullable CommandResult result) {}

    /** How an attempt stands, for the workflow's next move. */
    enum State {
        SUCCEEDED, FAILED, REQUIRES_ACTION, PROCESSING, UNKNOWN
    }

    /** Makes the attempt. No answer within 5 s is recorded as unknown. */
    Answer charge(Attempt attempt);

    /**
     * Asks how the attempt stands and records it. An attempt that has waited for the customer too long is called off.
     *
     * @throws RuntimeException when the processor does not answer: to be tried again
     */
    Answer resolve(Attempt attempt);
}
