package dev.perennial.activities.stripe;

import dev.perennial.activities.payment.ProcessorBusy;
import dev.perennial.core.ratelimit.RateLimit;
import dev.perennial.core.ratelimit.RateLimit.Precision;
import dev.perennial.core.ratelimit.RateLimits;
import dev.perennial.core.settings.Settings;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How many requests the account allows, shared by all workers of the installation. A worker takes them from the database in leases of a tenth of a second's
 * worth and hands them out in the order in which it is asked, so that a charge does not cost a statement.
 */
@Singleton
final class RequestBudget {
    private static final int LEASES_PER_SECOND = 10;
    private static final int LEASES_AT_ONCE = 2;
    /** A step has 30 s for all its calls: who would have to wait longer than this comes again later. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final RateLimits limits;
    private final String key;
    private final RateLimit leases;
    private final int lease;
    private final ReentrantLock turn = new ReentrantLock(true);
    private int left;

    RequestBudget(RateLimits limits, Settings settings) {
        this.limits = limits;
        int perSecond = settings.processorRequestsPerSecond();
        lease = Math.max(1, perSecond / LEASES_PER_SECOND);
        int leasesPerSecond = perSecond / lease;
        int atOnce = Math.min(LEASES_AT_ONCE, leasesPerSecond);
        leases = new RateLimit(List.of(new RateLimit.Rate(atOnce, Duration.ofMillis(1000L * atOnce / leasesPerSecond))), null, Precision.EXACT);
        key = "processor/" + perSecond;
    }

    /** @throws ProcessorBusy if there is none within reasonable time; nothing was sent then */
    void take() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        try {
            if (!turn.tryLock(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
                throw busy();
            }
            try {
                while (left == 0) {
                    Optional<Duration> wait = limits.take(key, leases);
                    if (wait.isEmpty()) {
                        left = lease;
                    } else if (System.nanoTime() + wait.get().toNanos() > end) {
                        throw busy();
                    } else {
                        TimeUnit.NANOSECONDS.sleep(wait.get().toNanos());
                    }
                }
                left--;
            } finally {
                turn.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProcessorBusy("the worker is being stopped");
        }
    }

    private static ProcessorBusy busy() { return new ProcessorBusy("more requests wait for the payment processor than the account allows"); }
}
