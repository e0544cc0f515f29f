package dev.perennial.api.platform.input;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects what is wrong with a request, to refuse all of it at once. For checks that need more than the payload itself, such as whether a
 * named object exists: {@code new Problems()}, one {@link #add} per violation, then {@link #throwIfAny()}. Such problems are still about the
 * payload; a state that forbids the action is a refusal of its own, never a 422.
 */
public final class Problems {
    private final InvalidRequest.Kind kind;
    private final List<Problem> found = new ArrayList<>();

    /** A collector for checks that follow the reading of a well-formed payload. */
    public Problems() {
        this(InvalidRequest.Kind.BUSINESS);
    }

    Problems(InvalidRequest.Kind kind) { this.kind = kind; }

    /**
     * Notes a problem.
     *
     * @param type kind on the wire; {@code value_error} when none of the special ones fits
     * @param loc where it is
     * @param msg sentence for people
     * @param input what was sent there
     */
    public Problems add(String type, Loc loc, String msg, @Nullable Object input) {
        return add(Problem.of(type, loc, msg, input));
    }

    /** Notes a problem. */
    public Problems add(Problem problem) {
        found.add(problem);
        return this;
    }

    /**
     * Refuses the request when anything was noted.
     *
     * @throws InvalidRequest with every problem
     */
    public void throwIfAny() {
        if (!found.isEmpty()) {
            throw new InvalidRequest(kind, found);
        }
    }

    int count() {
        return found.size();
    }
}
