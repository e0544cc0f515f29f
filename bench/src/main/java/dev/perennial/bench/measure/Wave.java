package dev.perennial.bench.measure;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Many things due at one instant, and when each was done.
 *
 * @param done in the order of time
 */
public record Wave(Instant due, List<Instant> done) {
    private static final double NANOS = 1e9;

    public Wave { done = done.stream().sorted().toList(); }

    /** From the due instant to the last: how many a second. */
    public double overall() {
        return done.size() / seconds(due, done.getLast());
    }

    /** Between the first and the last tenth: how many a second, without the start and the tail. */
    public double steady() {
        int first = done.size() / 10;
        int last = done.size() - 1 - first;
        return (last - first) / seconds(done.get(first), done.get(last));
    }

    private static double seconds(Instant from, Instant to) {
        return Math.max(Duration.between(from, to).toNanos(), 1) / NANOS;
    }
}
