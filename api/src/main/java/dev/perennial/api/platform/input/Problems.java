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
    /** More are counted and not told: a refusal would be many times as large as the request (INP-3). */
    private static final int MOST_TOLD = 100;

    private final InvalidRequest.Kind kind;
    private final List<Problem> told = new ArrayList<>();
    private int found;

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
        found++;
        if (told.size() < MOST_TOLD) {
            told.add(problem);
        }
        return this;
    }

    /**
     * Refuses the request when anything was noted.
     *
     * @throws InvalidRequest with every problem, up to a hundred
     */
    public void throwIfAny() {
        if (found > 0) {
            throw new InvalidRequest(kind, told);
        }
    }

    int count() {
        return found;
    }
}
