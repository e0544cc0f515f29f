package dev.perennial.worker.outbox;

import dev.perennial.core.webhook.DeliveryQueue;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes endpoint workflows again that are missing: lost with a Temporal service, or terminated by hand. How often that happens should stay at zero. Each look
 * goes on behind the last one, so that those that can't be helped hide no others.
 */
final class OverdueDrain implements Drain {
    private static final Logger LOG = LoggerFactory.getLogger(OverdueDrain.class);
    private static final UUID FIRST = new UUID(0, 0);
    private static final Duration OVERDUE = Duration.ofMinutes(2);
    private static final Duration INTERVAL = Duration.ofSeconds(30);
    private static final int BATCH = 100;

    private final DeliveryQueue queue;
    private final Reaction endpointChanged;
    private final Clock clock;
    private final Counter found;
    private UUID after = FIRST;
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
        List<UUID> endpoints = queue.overdueEndpoints(clock.instant().minus(OVERDUE), after, BATCH);
        found.increment(endpoints.size());
        endpoints.forEach(this::wake);
        after = endpoints.size() < BATCH ? FIRST : endpoints.getLast();
        return INTERVAL;
    }

    private void wake(UUID endpoint) {
        try {
            endpointChanged.to(endpoint);
        } catch (RuntimeException failed) {
            LOG.warn("endpoint {} is woken again later: {}", endpoint, failed.toString());
        }
    }
}
