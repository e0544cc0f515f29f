package dev.perennial.worker.outbox;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.perennial.activities.webhook.WebhookSender;
import dev.perennial.core.outbox.WaitingFacts;
import dev.perennial.core.webhook.DeliveryQueue;
import dev.perennial.core.webhook.TargetPolicy;
import dev.perennial.worker.outbox.Relay.Work;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class RelayTest {
    private static final Duration LONG = Duration.ofSeconds(120);

    @AutoClose
    final Installation installation = new Installation();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final WebhookSender sender = new WebhookSender(TargetPolicy.PRIVATE_ALLOWED, Clock.systemUTC(), meters, Duration.ofSeconds(60));
    final Map<UUID, Integer> woken = new ConcurrentHashMap<>();
    final CountDownLatch released = new CountDownLatch(1);

    private Relay relay() {
        var firstTries = new Pulse();
        var queue = installation.get(DeliveryQueue.class);
        var term = new Term();
        UUID worker = UUID.randomUUID();
        return new Relay(() -> Leadership.acquire(installation.settings.databaseUrl(), installation.settings.databaseUser(), "", worker, term),
                List.of(new Work(new FactDrain(installation.get(WaitingFacts.class),
                        Map.of("webhook_endpoint.changed", id -> woken.merge(id, 1, Integer::sum)),
                        Clock.systemUTC(), meters)), new Work(new FirstTryDrain(queue, sender::send, firstTries, Clock.systemUTC()), firstTries)),
                term, meters).start();
    }

    @AfterEach
    void release() { released.countDown(); }

    private int hang() {
        try {
            return released.await(100, TimeUnit.SECONDS) ? 200 : 500;
        } catch (InterruptedException _) {
            return 500;
        }
    }

    private long delivered() { return installation.count("webhook_event where state = 'delivered'"); }

    @Test
    void keepsTheOrderOfEachKeyWhateverElseGoesOn() {
        int keys = 12;
        int events = 25;
        try (var receiver = new Receiver(_ -> {
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(3_000_000));
            return 200;
        }); var _ = relay(); var writers = Executors.newVirtualThreadPerTaskExecutor()) {
            installation.endpoint(receiver.url());
            for (int writer = 0; writer < keys; writer++) {
                UUID key = UUID.randomUUID();
                writers.submit(() -> IntStream.range(0, events)
                        .forEach(event -> installation.commit("order.paid", UUID.randomUUID(), key, key + " " + event)));
            }
            await().atMost(LONG).until(() -> delivered() == keys * events);
            var byKey = receiver.received.stream().collect(groupingBy(payload -> payload.substring(0, 36)));
            assertThat(byKey).hasSize(keys);
            byKey.forEach(
                    (key, payloads) -> assertThat(payloads).isEqualTo(IntStream.range(0, events).mapToObj(event -> key + " " + event).toList()));
            assertThat(receiver.mostAtOnce.get()).as("keys don't wait for each other").isGreaterThan(1).isLessThanOrEqualTo(16);
        }
        assertThat(woken).isEmpty();
    }

    @Test
    void aSlowReceiverHoldsBackNobodyElse() {
        try (var slow = new Receiver(_ -> hang()); var quick = new Receiver(_ -> 200); var _ = relay()) {
            installation.endpoint(slow.url());
            IntStream.range(0, 60).forEach(event -> installation.commit("order.paid", UUID.randomUUID(), UUID.randomUUID(), "slow " + event));
            await().atMost(LONG).until(() -> slow.received.size() == 16);
            installation.endpoint(quick.url());
            IntStream.range(0, 60).forEach(event -> installation.commit("order.paid", UUID.randomUUID(), UUID.randomUUID(), "quick " + event));
            await().atMost(LONG).until(() -> quick.received.size() == 60);
            assertThat(slow.mostAtOnce).hasValue(16);
            released.countDown();
        }
    }

    @Test
    void troubleWakesTheEndpointsWorkflowAndStaysInItsKey() {
        UUID broken = UUID.randomUUID();
        try (var receiver = new Receiver(payload -> payload.startsWith("broken") ? 500 : 200); var _ = relay()) {
            UUID endpoint = installation.endpoint(receiver.url());
            installation.commit("order.paid", UUID.randomUUID(), broken, "broken 1");
            installation.commit("order.paid", UUID.randomUUID(), broken, "broken 2");
            installation.commit("order.paid", UUID.randomUUID(), UUID.randomUUID(), "fine");
            await().atMost(LONG).untilAsserted(() -> assertThat(woken).containsOnlyKeys(endpoint));
            await().atMost(LONG).until(() -> delivered() == 1);
            assertThat(receiver.received).containsExactlyInAnyOrder("broken 1", "fine");
        }
    }

    @Test
    void onlyOneLeadsAndAnotherTakesOver() {
        try (var receiver = new Receiver(_ -> 200); var first = relay(); var _ = relay()) {
            installation.endpoint(receiver.url());
            commitAndAwait(receiver, "one");
            assertThat(leaders()).isEqualTo(1);
            // What a lost connection or a killed worker looks like to the database.
            installation.sql().list("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'perennial-relay'", _ -> true);
            commitAndAwait(receiver, "two");
            first.close();
            commitAndAwait(receiver, "three");
            assertThat(leaders()).isEqualTo(1);
        }
    }

    private void commitAndAwait(Receiver receiver, String payload) {
        installation.commit("order.paid", UUID.randomUUID(), UUID.randomUUID(), payload);
        await().atMost(LONG).until(() -> receiver.received.contains(payload));
    }

    private long leaders() {
        return installation.count("relay_lease where ends_at > clock_timestamp()");
    }
}
