package dev.perennial.core.payment;

import dev.perennial.core.time.RealInstant;
import java.util.UUID;

/** The installation's {@link Breaker}. It is read with every attempt ({@link ChargeBrief}); what is here is for when there is trouble. */
public interface Breakers {
    Breaker get();

    /** The processor has refused this attempt; answers how the breaker stands. */
    Breaker refused(UUID attempt, RealInstant realNow);

    /** Whether the caller is the one that may try now, while all others wait. */
    boolean takesProbe(RealInstant realNow);

    /** The processor has taken a request: nobody waits any longer. */
    void accepted();
}
