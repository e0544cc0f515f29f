package dev.perennial.core.command;

import dev.perennial.core.DomainException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a command. A refusal is a value, never an exception on the way through Temporal. */
public sealed interface Outcome {
    /** It was carried out, in full or, where a payment is under way, as far as the caller has to know. */
    record Applied() implements Outcome {}

    /**
     * A rule said no.
     *
     * @param identifier the wire's {@code error}
     * @param problems what is wrong with which field of the body, when that is the reason
     */
    record Refused(String identifier, String detail, List<Problem> problems) implements Outcome {
        public static Refused of(DomainException no) {
            return new Refused(no.identifier(), no.detail(), no instanceof InvalidCommand invalid ? invalid.problems() : List.of());
        }
    }

    /** One wrong field: where it stands below the body, what kind of wrong it is, and a sentence for people. */
    record Problem(String type, List<String> location, String message, @Nullable String input) {}

    Outcome APPLIED = new Applied();
}
