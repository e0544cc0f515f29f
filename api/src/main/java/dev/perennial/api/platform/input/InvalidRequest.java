package dev.perennial.api.platform.input;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The payload of a request is refused; answered as 422 with every problem in it. */
public final class InvalidRequest extends RuntimeException {
    /** Who found the problems; the two have different names on the wire. */
    public enum Kind {
        /** The reader of the payload: missing, of the wrong type, out of bounds. */
        SCHEMA("RequestValidationError"),
        /** A check beyond the payload, such as an object it names that does not exist. */
        BUSINESS("PolarRequestValidationError");

        private final String identifier;

        Kind(String identifier) { this.identifier = identifier; }
    }

    private final Kind kind;
    private final List<Problem> problems;

    public InvalidRequest(Kind kind, List<Problem> problems) {
        super(kind.identifier + ": " + problems.stream().map(problem -> problem.type() + " at " + problem.loc()).toList());
        this.kind = kind;
        this.problems = List.copyOf(problems);
    }

    /** The refusal of a single well-formed value, found by a check beyond the payload. */
    public static InvalidRequest of(String type, Loc loc, String msg, @Nullable Object input) {
        return new InvalidRequest(Kind.BUSINESS, List.of(Problem.of(type, loc, msg, input)));
    }

    /** The name on the wire. */
    public String identifier() {
        return kind.identifier;
    }

    public List<Problem> problems() {
        return problems;
    }
}
