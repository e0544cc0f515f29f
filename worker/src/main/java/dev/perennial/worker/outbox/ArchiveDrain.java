package dev.perennial.worker.outbox;

import dev.perennial.core.webhook.DeliveryQueue;
import java.time.Clock;
import java.time.Duration;

/** Lets the payloads of old events go, in small batches so that nobody waits for it. */
final class ArchiveDrain implements Drain {
    private static final int BATCH = 1_000;
    private static final Duration INTERVAL = Duration.ofMinutes(10);

    private final DeliveryQueue queue;
    private final Clock clock;
    private long nextAt = System.nanoTime();

    ArchiveDrain(DeliveryQueue queue, Clock clock) {
        this.queue = queue;
        this.clock = clock;
    }

    @Override
    public String name() { return "archive"; }

    @Override
    public Duration drain() {
        if (System.nanoTime() - nextAt < 0) {
            return INTERVAL;
        }
        if (queue.archive(clock.instant(), BATCH) == BATCH) {
            return Duration.ZERO;
        }
        nextAt = System.nanoTime() + INTERVAL.toNanos();
        return INTERVAL;
    }
}
