package dev.perennial.worker.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.core.webhook.Attempt;
import dev.perennial.core.webhook.DeliveryQueue;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Endpoints whose workflows are missing, and those among them that can't be helped. */
class OverdueDrainTest {
    @AutoClose
    final Installation installation = new Installation();
    private final DeliveryQueue queue = installation.get(DeliveryQueue.class);
    private final Clock inAnHour = Clock.offset(Clock.systemUTC(), Duration.ofHours(1));

    @Test
    void anEndpointThatCannotBeWokenHidesNoOther() {
        List<UUID> overdue = List.of(installation.endpoint("https://example.com/1"), installation.endpoint("https://example.com/2"),
                installation.endpoint("https://example.com/3"));
        installation.commit("order.paid", UUID.randomUUID(), UUID.randomUUID(), "paid");
        queue.record(queue.firstTries(0, List.of(), 100).stream()
                .map(event -> new Attempt(event, Instant.now(), new Attempt.Result.Answered(500, null))).toList());
        List<UUID> woken = new ArrayList<>();
        new OverdueDrain(queue, id -> {
            if (woken.isEmpty()) {
                woken.add(id);
                throw new IllegalStateException("it takes no more signals");
            }
            woken.add(id);
        }, inAnHour, new SimpleMeterRegistry()).drain();
        assertThat(woken).containsExactlyInAnyOrderElementsOf(overdue);
    }
}
