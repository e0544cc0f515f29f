package dev.perennial.core.payment;

import dev.perennial.core.time.RealInstant;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whether the processor may be called. When it refuses one attempt after the other for what is no customer's fault (a wrong key, a wrong account, a parameter
 * it does not take), the others wait and only a probe now and then is let through, so that one bad answer does not repeat over all customers. There is one
 * per installation; all times are real.
 *
 * @param refusals how often it has refused since it last took a request
 * @param lastRefused the attempt it refused last: one attempt that is refused again and again stops nobody else
 * @param openedAt since when attempts wait, or null while they don't
 * @param probeAt when the next attempt may try, or null while nobody waits
 */
public record Breaker(int refusals, @Nullable UUID lastRefused, @Nullable RealInstant openedAt, @Nullable RealInstant probeAt) {
    public static final Breaker CLOSED = new Breaker(0, null, null, null);
    private static final int TOLERATED = 2;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    public boolean isOpen() { return openedAt != null; }

    /** Whether nothing has been refused since the processor last took a request: then there is nothing to forget. */
    public boolean isClean() {
        return refusals == 0 && openedAt == null;
    }

    /** Whether an attempt may try now, as a probe, though the others wait. */
    public boolean isProbeDue(RealInstant now) {
        return probeAt != null && !now.isBefore(probeAt);
    }

    /** The processor has refused this attempt. */
    public Breaker refused(UUID attempt, RealInstant now) {
        if (openedAt != null) {
            return probing(now).with(refusals + 1, attempt);
        }
        Breaker counted = with(attempt.equals(lastRefused) ? Math.max(1, refusals) : refusals + 1, attempt);
        return counted.refusals <= TOLERATED ? counted : new Breaker(counted.refusals, attempt, now, now.plus(FIRST_PAUSE));
    }

    /** A probe is under way: the next has to wait, each time longer. */
    public Breaker probing(RealInstant now) {
        int doublings = Math.min(10, Math.max(0, refusals - TOLERATED));
        Duration pause = FIRST_PAUSE.multipliedBy(1L << doublings);
        return new Breaker(refusals, lastRefused, openedAt, now.plus(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause));
    }

    private Breaker with(int times, UUID attempt) { return new Breaker(times, attempt, openedAt, probeAt); }
}
