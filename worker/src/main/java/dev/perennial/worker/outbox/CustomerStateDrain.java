package dev.perennial.worker.outbox;

import dev.perennial.core.webhook.CustomerStateBursts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns bursts of changes of a customer into one event each. */
final class CustomerStateDrain implements Drain {
    private static final Logger LOG = LoggerFactory.getLogger(CustomerStateDrain.class);
    private static final int BATCH = 100;
    /** A burst takes at least as long, so that each look sees what is due before the next. */
    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final Duration POSTPONED = Duration.ofMinutes(1);

    private final CustomerStateBursts bursts;
    private final Clock clock;

    CustomerStateDrain(CustomerStateBursts bursts, Clock clock) {
        this.bursts = bursts;
        this.clock = clock;
    }

    @Override
    public String name() { return "customer-states"; }

    @Override
    public boolean wantsNews() { return false; }

    @Override
    public Duration drain() {
        List<UUID> due = bursts.due(clock.instant(), BATCH);
        publish(due);
        if (due.size() == BATCH) {
            return Duration.ZERO;
        }
        return bursts.nextDueAt().map(this::untilAfter).filter(wait -> wait.compareTo(IDLE) < 0).orElse(IDLE);
    }

    private void publish(List<UUID> due) {
        try {
            bursts.publish(due, clock.instant());
        } catch (RuntimeException failed) {
            LOG.warn("the states of {} customers cannot be published together, trying each by itself", due.size(), failed);
            due.forEach(this::publish);
        }
    }

    private void publish(UUID customerId) {
        try {
            bursts.publish(List.of(customerId), clock.instant());
        } catch (RuntimeException failed) {
            LOG.error("the state of customer {} cannot be published, trying again later", customerId, failed);
            bursts.postpone(customerId, clock.instant().plus(POSTPONED));
        }
    }

    private Duration untilAfter(Instant due) {
        Duration wait = Duration.between(clock.instant(), due).plusMillis(1);
        return wait.isNegative() ? Duration.ZERO : wait;
    }
}
