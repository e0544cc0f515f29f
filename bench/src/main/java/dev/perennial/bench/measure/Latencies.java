package dev.perennial.bench.measure;

import java.time.Duration;
import java.util.List;

/** How long many calls took. */
public record Latencies(List<Duration> sorted) {
    private static final double NANOS_PER_MILLI = 1e6;

    public Latencies { sorted = sorted.stream().sorted().toList(); }

    /** The time within which this percentage of the calls were answered, in milliseconds; by the nearest rank. */
    public double millisOf(int percentile) {
        int rank = (int) Math.ceil(percentile / 100.0 * sorted.size());
        return sorted.get(Math.max(rank, 1) - 1).toNanos() / NANOS_PER_MILLI;
    }
}
