package dev.perennial.workflows.command;

import dev.perennial.core.command.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * What an operator sees of a command's outcome; the whole of it stands in the command's row.
 *
 * @param refusal the identifier of the rule that said no, or null when the command was applied
 */
public record CommandResult(boolean applied, @Nullable String refusal) {
    public static CommandResult of(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Applied() -> new CommandResult(true, null);
            case Outcome.Refused(var identifier, var _, var _) -> new CommandResult(false, identifier);
        };
    }
}
