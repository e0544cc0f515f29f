package dev.perennial.core.testclock;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tells what time it is for whom. */
public interface BillingTime {
    /**
     * The present moment, to the microsecond.
     *
     * @param testClockId the clock a customer is on, or null for real time
     * @throws IllegalStateException if there is no such clock: the id comes from one of our rows
     */
    Instant now(@Nullable UUID testClockId);
}
