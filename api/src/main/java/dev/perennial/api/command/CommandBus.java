package dev.perennial.api.command;

import dev.perennial.core.command.Command;
import dev.perennial.core.command.Outcome;

/** Has a command carried out by the workflow that owns its aggregate. */
public interface CommandBus {
    /**
     * Commits the command and waits for its outcome, at most 4 s: the official clients give up after 5.
     *
     * @throws CommandBusy if there is no outcome in that time; the command goes on
     * @throws ServiceUnavailable if the workflows can't be reached; the command is carried out later
     */
    Outcome execute(Command command);
}
