package dev.perennial.core.time;

import java.time.Duration;

/**
 * How long to wait between tries of something that keeps failing: twice as long each time, up to a longest wait.
 *
 * @param first the wait after the first try
 */
public record Backoff(Duration first, Duration longest) {
    private static final int DOUBLINGS = 40;

    public Backoff {
        if (!first.isPositive() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException("no backoff from " + first + " to " + longest);
        }
    }

    /** @param tries how often it was tried, at least once */
    public Duration after(int tries) {
        if (tries < 1) {
            throw new IllegalArgumentException("nothing to wait for after " + tries + " tries");
        }
        Duration wait = first.multipliedBy(1L << Math.min(tries - 1, DOUBLINGS));
        return wait.compareTo(longest) < 0 ? wait : longest;
    }
}
