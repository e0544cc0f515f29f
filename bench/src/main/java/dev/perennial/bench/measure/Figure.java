package dev.perennial.bench.measure;

import org.jspecify.annotations.Nullable;

/**
 * One result.
 *
 * @param limit what it is held against: a figure of the same run, or a bound; null when it stands alone
 */
public record Figure(String name, double value, String unit, @Nullable Double limit) {
    static Figure alone(String name, double value, String unit) { return new Figure(name, value, unit, null); }

    /** How many times the limit it is. */
    @Nullable
    Double ratio() {
        return limit == null ? null : value / limit;
    }
}
