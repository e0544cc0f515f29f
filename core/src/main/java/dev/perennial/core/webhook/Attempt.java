package dev.perennial.core.webhook;

import java.time.Instant;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to deliver an event, and what follows from it.
 *
 * @param endedAt real time
 */
public record Attempt(SendableEvent event, Instant endedAt, Result result) {
    private static final int FIRST_SUCCESS = 200;
    private static final int AFTER_SUCCESS = 300;

    /** How an attempt ended. */
    public sealed interface Result {
        /** The receiver has answered. The body is cut, and null when there was none. */
        record Answered(int httpCode, @Nullable String body) implements Result {}

        /** There was no answer: no connection, or not in time. */
        record Unanswered(String reason) implements Result {}

        /** The URL can't be called at all, now or later. */
        record Unsendable(String reason) implements Result {}
    }

    /** What happens to the event next. */
    public sealed interface Consequence {
        record Delivered() implements Consequence {}

        record RetryAt(Instant at) implements Consequence {}

        record GivenUp() implements Consequence {}
    }

    public boolean succeeded() {
        return result instanceof Result.Answered(int code, var _) && code >= FIRST_SUCCESS && code < AFTER_SUCCESS;
    }

    /** The status of the answer, if there was one. */
    public @Nullable Integer httpCode() {
        return result instanceof Result.Answered(int code, var _) ? code : null;
    }

    /** The answer's body, or why there is none. */
    public @Nullable String response() {
        return switch (result) {
            case Result.Answered(var _, var body) -> body;
            case Result.Unanswered(var reason) -> reason;
            case Result.Unsendable(var reason) -> reason;
        };
    }

    /** Decides what follows (spec 01 §17.3); a completed event that was sent once more is never tried again. */
    public Consequence consequence(RandomGenerator random) {
        if (succeeded()) {
            return new Consequence.Delivered();
        }
        int failed = event.attempts() + 1;
        if (result instanceof Result.Unsendable || event.redeliveryRequestedAt() != null || RetryBackoff.isExhausted(failed)) {
            return new Consequence.GivenUp();
        }
        return new Consequence.RetryAt(endedAt.plus(RetryBackoff.delayAfter(failed, random)));
    }
}
