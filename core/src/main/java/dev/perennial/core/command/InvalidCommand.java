package dev.perennial.core.command;

import dev.perennial.core.DomainException;
import java.util.List;

/** The command's body does not fit the aggregate as it stands: 422 on the wire, with one entry per field. */
public final class InvalidCommand extends DomainException {
    private final List<Outcome.Problem> problems;

    public InvalidCommand(List<Outcome.Problem> problems) {
        super("PolarRequestValidationError", "The request is not valid.");
        this.problems = List.copyOf(problems);
    }

    public List<Outcome.Problem> problems() { return problems; }
}
