package dev.perennial.core.testclock;

import dev.perennial.core.time.RealInstant;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What time it is: real time, or a test clock's. */
public interface BillingTime {
    /** Now for whoever is on this clock; real time, in whole microseconds, when it is null. */
    Instant now(@Nullable UUID testClockId);

    /** Real time in whole microseconds: for tokens, signatures, deliveries and the processor's deadlines. */
    RealInstant realNow();
}
