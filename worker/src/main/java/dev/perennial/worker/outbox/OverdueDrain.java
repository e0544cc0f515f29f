package dev.perennial.worker.outbox;

import dev.perennial.core.webhook.DeliveryQueue;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Makes endpoint workflows again that are missing: lost with a Temporal service, or terminated by hand. How often that happens should stay at zero. */
final class OverdueDrain implements Drain {
    private static final Duration OVERDUE = Duration.ofMinutes(2);
    private static final Duration INTERVAL = Duration.ofSeconds(30);
    private static final int BATCH = 100;

    private final DeliveryQueue queue;
    private final Reaction endpointChanged;
    private final Clock clock;
    private final Counter found;
    private long lastLookAt = System.nanoTime() - INTERVAL.toNanos();

    OverdueDrain(DeliveryQueue queue, Reaction endpointChanged, Clock clock, MeterRegistry meters) {
        this.queue = queue;
        this.endpointChanged = endpointChanged;
        this.clock = clock;
        this.found = Counter.builder("perennial.webhook.endpoints.overdue").description("Endpoints whose retries nobody took care of")
                .register(meters);
    }

    @Override
    public String name() { return "overdue-endpoints"; }

    @Override
    public boolean wantsNews() { return false; }

    @Override
    public Duration drain() {
        if (System.nanoTime() - lastLookAt < INTERVAL.toNanos()) {
            return INTERVAL;
        }
        lastLookAt = System.nanoTime();
        List<UUID> endpoints = queue.overdueEndpoints(clock.instant().minus(OVERDUE), BATCH);
        found.increment(endpoints.size());
        endpoints.forEach(endpointChanged::to);
        return INTERVAL;
    }
}
