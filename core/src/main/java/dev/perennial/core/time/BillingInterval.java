package dev.perennial.core.time;

import static java.time.ZoneOffset.UTC;
import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZonedDateTime;

/** The length of a period: a positive number of days, weeks, months or years, all counted in UTC. */
public record BillingInterval(IntervalUnit unit, int count) {
    public BillingInterval {
        requireNonNull(unit, "unit");
        if (count < 1) {
            throw new IllegalArgumentException("an interval needs a positive count, not " + count);
        }
    }

    /**
     * The end of the period that starts here. For months and years the anchor day brings the day of the month back after a shorter month; days
     * and weeks don't look at it. The time of day stays.
     *
     * @param anchorDay the subscription's day of the month, 1 to 31
     */
    public Instant next(Instant start, int anchorDay) {
        if (anchorDay < 1 || anchorDay > 31) {
            throw new IllegalArgumentException("no month has a day " + anchorDay);
        }
        ZonedDateTime end = unit.addTo(start.atZone(UTC), count);
        return switch (unit) {
            case DAY, WEEK -> end.toInstant();
            case MONTH, YEAR -> end.withDayOfMonth(Math.min(anchorDay, YearMonth.from(end).lengthOfMonth())).toInstant();
        };
    }

    /** The instant one interval later without an anchor, such as a trial's end. */
    public Instant plus(Instant start) {
        return unit.addTo(start.atZone(UTC), count).toInstant();
    }

    /** The period that starts here, its end as {@link #next} says. */
    public BillingPeriod periodFrom(Instant start, int anchorDay) {
        return new BillingPeriod(start, next(start, anchorDay));
    }

    /** The anchor day of a cycle that starts here. */
    public static int anchorDayOf(Instant start) { return start.atZone(UTC).getDayOfMonth(); }
}
