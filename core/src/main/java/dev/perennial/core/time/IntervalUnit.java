package dev.perennial.core.time;

import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What billing intervals are counted in. */
public enum IntervalUnit {
    DAY, WEEK, MONTH, YEAR;

    /** The name on the wire. */
    public String wire() { return name().toLowerCase(Locale.ROOT); }

    /** The unit of this wire name, if there is one. */
    public static Optional<IntervalUnit> find(String wire) {
        return Arrays.stream(values()).filter(unit -> unit.wire().equals(wire)).findFirst();
    }

    /** Months and years end on the month's last day where the day of the start doesn't exist. */
    ZonedDateTime addTo(ZonedDateTime start, int count) {
        return switch (this) {
            case DAY -> start.plusDays(count);
            case WEEK -> start.plusWeeks(count);
            case MONTH -> start.plusMonths(count);
            case YEAR -> start.plusYears(count);
        };
    }
}
