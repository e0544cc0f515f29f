package dev.perennial.core.webhook;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** When a failed delivery is tried again: after a wait that doubles and is spread at random, so that an endpoint that comes back isn't flooded. */
public final class RetryBackoff {
    /** An event is given up when this many attempts have failed. */
    public static final int MAX_ATTEMPTS = 10;

    private static final long FIRST_CAP_MILLIS = 4_000;
    private static final long LARGEST_CAP_MILLIS = Duration.ofMinutes(20).toMillis();

    private RetryBackoff() {}

    /**
     * The wait before the next attempt, between half of the cap and the whole cap.
     *
     * @param failedAttempts how many attempts have failed, 1 to 9; after more there is no next attempt
     */
    public static Duration delayAfter(int failedAttempts, RandomGenerator random) {
        if (failedAttempts < 1 || isExhausted(failedAttempts)) {
            throw new IllegalArgumentException("no attempt follows after " + failedAttempts + " failed ones");
        }
        long cap = Math.min(FIRST_CAP_MILLIS << (failedAttempts - 1), LARGEST_CAP_MILLIS);
        return Duration.ofMillis(random.nextLong(cap / 2, cap + 1));
    }

    /** Whether an event with this many failed attempts is given up. */
    public static boolean isExhausted(int failedAttempts) {
        return failedAttempts >= MAX_ATTEMPTS;
    }
}
