package dev.perennial.core.time;

import static java.time.temporal.ChronoUnit.MICROS;

import dev.perennial.core.money.Ratio;
import java.time.Instant;

/** A span of time that is paid for: it begins at {@code start} and is over at {@code end}. Never empty. */
public record BillingPeriod(Instant start, Instant end) {
    public BillingPeriod {
        if (MICROS.between(start, end) < 1) {
            throw new IllegalArgumentException("a period can't start at " + start + " and end at " + end);
        }
    }

    /** Which share of the period is still to come, counted in microseconds: all of it before the start, none after the end. */
    public Ratio unusedAt(Instant at) {
        if (!at.isAfter(start)) {
            return Ratio.ONE;
        }
        return at.isBefore(end) ? new Ratio(MICROS.between(at, end), MICROS.between(start, end)) : Ratio.ZERO;
    }

    /** Whether this instant lies in the period; its end belongs to the next one. */
    public boolean contains(Instant at) {
        return !at.isBefore(start) && at.isBefore(end);
    }
}
