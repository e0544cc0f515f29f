package dev.perennial.core.ratelimit;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How often something may be done.
 *
 * @param rates every one of them has to hold
 * @param blockedFor how long everything is refused after one attempt too many; null where it goes on as soon as a rate allows
 * @param precision how much may slip through for the sake of speed
 */
public record RateLimit(List<Rate> rates, @Nullable Duration blockedFor, Precision precision) {
    /** So many times within a period, regained evenly over it. */
    public record Rate(long times, Duration period) {}

    /** How closely the processes of an installation count together. */
    public enum Precision {
        /** Every attempt is counted in the database. */
        EXACT,
        /** A process counts for itself up to a second or a twentieth of the limit, then tells the others: each of them may let that much more through. */
        SHARED_LATER
    }

    public RateLimit { rates = List.copyOf(rates); }
}
