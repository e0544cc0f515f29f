package dev.perennial.core.mail;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * One attempt to send a mail, and what follows from it.
 *
 * @param endedAt real time
 */
public record MailAttempt(OutgoingMail mail, Instant endedAt, Result result) {
    /** A mail that nobody took for this long is given up. */
    public static final Duration LONGEST_WAIT = Duration.ofDays(1);

    private static final long FIRST_CAP_MILLIS = 10_000;
    private static final int LARGEST_DOUBLING = 9;
    private static final Duration LARGEST_CAP = Duration.ofHours(1);

    /** How an attempt ended. */
    public sealed interface Result {
        /** The mail server has taken it. */
        record Accepted() implements Result {}

        /** A sandbox keeps it: the recipient is none of the staff. */
        record Withheld() implements Result {}

        /** No server, or one that is busy: another attempt may succeed. */
        record Unavailable(String reason) implements Result {}

        /** The server has said no for good. */
        record Rejected(String reason) implements Result {}
    }

    /** What happens to the mail next. */
    public sealed interface Consequence {
        record Sent() implements Consequence {}

        record Withheld() implements Consequence {}

        record RetryAt(Instant at, String reason) implements Consequence {}

        record GivenUp(String reason) implements Consequence {}
    }

    /** Decides what follows: waits double from some ten seconds to an hour and are spread at random, for a day. */
    public Consequence consequence(RandomGenerator random) {
        return switch (result) {
            case Result.Accepted() -> new Consequence.Sent();
            case Result.Withheld() -> new Consequence.Withheld();
            case Result.Rejected(var reason) -> new Consequence.GivenUp(reason);
            case Result.Unavailable(var reason) -> {
                Instant next = endedAt.plus(delay(random));
                yield next.isAfter(mail.createdAt().plus(LONGEST_WAIT)) ? new Consequence.GivenUp(reason) : new Consequence.RetryAt(next, reason);
            }
        };
    }

    private Duration delay(RandomGenerator random) {
        long cap = Math.min(FIRST_CAP_MILLIS << Math.min(mail.attempts(), LARGEST_DOUBLING), LARGEST_CAP.toMillis());
        return Duration.ofMillis(random.nextLong(cap / 2, cap + 1));
    }
}
