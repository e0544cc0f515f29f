package dev.perennial.activities.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.perennial.core.webhook.Attempt;
import dev.perennial.core.webhook.DeliveryQueue;
import dev.perennial.core.webhook.SendableEvent;
import dev.perennial.core.webhook.TargetPolicy;
import dev.perennial.core.webhook.SigningSecrets;
import dev.perennial.core.webhook.WebhookEndpoint;
import dev.perennial.core.webhook.WebhookSecret;
import dev.perennial.workflows.webhook.WebhookSteps;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.temporal.testing.TestActivityEnvironment;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhookStepsImplTest {
    private static final Instant NEXT = Instant.parse("2026-03-01T12:00:00Z");

    @AutoClose
    final TestActivityEnvironment temporal = TestActivityEnvironment.newInstance();
    final Queue queue = new Queue();
    final WebhookSender sender = new WebhookSender(TargetPolicy.PRIVATE_ALLOWED, Clock.systemUTC(), new SimpleMeterRegistry(),
            Duration.ofSeconds(60));
    final List<Integer> heartbeats = new CopyOnWriteArrayList<>();
    final HttpServer receiver = receiver();
    final UUID endpoint = UUID.randomUUID();

    /** Offers its events a few at a time and remembers what is recorded. */
    private static final class Queue implements DeliveryQueue {
        final Deque<SendableEvent> waiting = new ArrayDeque<>();
        final List<List<Attempt>> recorded = new ArrayList<>();

        @Override
        public List<SendableEvent> due(UUID endpointId, Instant now, int limit) {
            List<SendableEvent> due = new ArrayList<>();
            while (due.size() < limit && !waiting.isEmpty()) {
                due.add(waiting.removeFirst());
            }
            return due;
        }

        @Override
        public void record(List<Attempt> attempts) {
            recorded.add(List.copyOf(attempts));
        }

        @Override
        public Outlook outlook(UUID endpointId) {
            return new Outlook(Optional.of(NEXT), waiting.size());
        }

        @Override
        public long newestQueued() { throw new UnsupportedOperationException(); }

        @Override
        public List<SendableEvent> firstTries(long fromSequence, Collection<UUID> exceptFor, int limit) { throw new UnsupportedOperationException(); }

        @Override
        public List<SendableEvent> followers(Collection<SendableEvent> completed) { throw new UnsupportedOperationException(); }

        @Override
        public void endpointChanged(WebhookEndpoint endpoint) { throw new UnsupportedOperationException(); }

        @Override
        public int archive(Instant now, int limit) { throw new UnsupportedOperationException(); }

        @Override
        public void redeliver(UUID eventId) { throw new UnsupportedOperationException(); }

        @Override
        public List<UUID> overdueEndpoints(Instant before, UUID after, int limit) { throw new UnsupportedOperationException(); }
    }

    private static HttpServer receiver() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/", exchange -> {
                exchange.getRequestBody().readAllBytes();
                exchange.sendResponseHeaders(exchange.getRequestURI().getPath().equals("/bad") ? 500 : 200, -1);
                exchange.close();
            });
            server.start();
            return server;
        } catch (IOException failed) {
            throw new IllegalStateException("no receiver", failed);
        }
    }

    @BeforeEach
    void register() {
        temporal.registerActivitiesImplementations(new WebhookStepsImpl(queue, sender, Clock.systemUTC()));
        temporal.setActivityHeartbeatListener(Integer.class, heartbeats::add);
    }

    @AfterEach
    void stop() throws IOException {
        receiver.stop(0);
        sender.close();
    }

    private void waits(int events, String path) {
        for (int event = 0; event < events; event++) {
            queue.waiting.add(new SendableEvent(UUID.randomUUID(), endpoint, UUID.randomUUID(), UUID.randomUUID(), 1, null,
                    "http://127.0.0.1:" + receiver.getAddress().getPort() + path, SigningSecrets.of(new WebhookSecret("s")), "{}"));
        }
    }

    private WebhookSteps.Outlook deliverDue() {
        return temporal.newActivityStub(WebhookSteps.class).deliverDue(new WebhookSteps.Endpoint(endpoint));
    }

    @Test
    void attemptsAFewAtATimeUntilNothingIsDue() {
        waits(20, "/good");
        assertThat(deliverDue()).isEqualTo(new WebhookSteps.Outlook(NEXT, 0));
        assertThat(queue.recorded).extracting(List::size).containsExactly(8, 8, 4);
        assertThat(queue.recorded).flatExtracting(attempts -> attempts).allMatch(Attempt::succeeded);
        assertThat(heartbeats).isNotEmpty();
    }

    @Test
    void recordsFailuresLikeSuccesses() {
        waits(1, "/bad");
        waits(1, "/good");
        deliverDue();
        assertThat(queue.recorded).singleElement().satisfies(
                attempts -> assertThat(attempts).extracting(Attempt::succeeded).containsExactlyInAnyOrder(false, true));
    }

    @Test
    void doesNothingWhenNothingIsDue() {
        assertThat(deliverDue()).isEqualTo(new WebhookSteps.Outlook(NEXT, 0));
        assertThat(queue.recorded).isEmpty();
    }

    @Test
    void leavesTheRestOfALongBacklogToTheNextCall() {
        waits(801, "/good");
        assertThat(deliverDue().waiting()).isEqualTo(1);
    }
}
