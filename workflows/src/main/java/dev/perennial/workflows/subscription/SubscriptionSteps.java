package dev.perennial.workflows.subscription;

import dev.perennial.workflows.Agenda;
import dev.perennial.workflows.command.CommandRef;
import dev.perennial.workflows.command.CommandResult;
import io.temporal.activity.ActivityInterface;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Each method commits one transaction and may run again: doing it twice has the effect of doing it once. */
@ActivityInterface(namePrefix = "Subscription.")
public interface SubscriptionSteps {
    record Subject(UUID id) {}

    record ClosePeriod(UUID id, Instant dueAt) {}

    /** @param attempt the charge of the new period's order, or null when there is nothing to charge */
    record Closed(Agenda agenda, @Nullable UUID attempt) {}

    record Answer(CommandResult result, Agenda agenda) {}

    Agenda load(Subject subject);

    /**
     * Crosses the end of the period that is due: ends the subscription as scheduled, or begins the next period with its order and reserves the charge. A
     * boundary that was crossed before is left as it is; its charge is answered again while it is still to be made.
     */
    Closed closePeriod(ClosePeriod due);

    /** Carries out a command; a repeat answers what the first did. */
    Answer carryOut(CommandRef command);
}
