package dev.perennial.core.time;

import java.time.Duration;
import java.time.Instant;

/**
 * An instant of the time on the wall, which no test clock stops: for the processor's keys and deadlines, commands, cases of money and whatever else a worker comes
 * back to. A plain {@link Instant} is billing time, which for customers on a test clock is the clock's. Neither is accepted for the other (LIV-20).
 *
 * @param at for the edges alone, the database, the wire and payloads of workflows: whoever takes it decides that the two are the same there
 */
public record RealInstant(Instant at) implements Comparable<RealInstant> {
    public RealInstant plus(Duration duration) { return new RealInstant(at.plus(duration)); }

    public RealInstant minus(Duration duration) { return new RealInstant(at.minus(duration)); }

    public boolean isBefore(RealInstant other) { return at.isBefore(other.at); }

    public boolean isAfter(RealInstant other) { return at.isAfter(other.at); }

    /** How long it is from here to the other; negative when that is over. */
    public Duration until(RealInstant other) {
        return Duration.between(at, other.at);
    }

    @Override
    public int compareTo(RealInstant other) { return at.compareTo(other.at); }

    /** As the instant itself, in logs and for the database. */
    @Override
    public String toString() { return at.toString(); }
}
