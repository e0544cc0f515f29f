package dev.perennial.workflows.payment;

import dev.perennial.workflows.command.CommandRef;
import dev.perennial.workflows.command.CommandResult;
import io.temporal.activity.ActivityInterface;
import org.jspecify.annotations.Nullable;

/** Each method commits one transaction and may run again: doing it twice has the effect of doing it once. */
@ActivityInterface(namePrefix = "CardSetup.")
public interface CardSetupSteps {
    /** Commits the attempt to save the card; answers the command where that is refused. */
    @Nullable
    CommandResult begin(CommandRef command);

    /** Takes over whether the card is to become the default, before the attempt is looked into. */
    CommandResult confirm(CommandRef command);
}
