package dev.perennial.core.testclock;

import dev.perennial.core.time.RealInstant;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What time it is: real time, or a test clock's. */
public interface BillingTime {
    /** Now for whoever is on this clock; real time, in whole microseconds, when it is null. */
    Instant now(@Nullable UUID testClockId);

    /** Real time in whole microseconds, of its own type so that it is never taken for a time of billing (LIV-20). */
    RealInstant realNow();
}
