package dev.perennial.worker.outbox;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.perennial.activities.webhook.WebhookSender;
import dev.perennial.core.checkout.Checkouts;
import dev.perennial.core.command.AggregateDescriptions;
import dev.perennial.core.outbox.WaitingFacts;
import dev.perennial.core.persistence.Json;
import dev.perennial.core.subscription.Subscriptions;
import dev.perennial.core.webhook.DeliveryQueue;
import dev.perennial.core.webhook.TargetPolicy;
import dev.perennial.core.webhook.WebhookEndpoint;
import dev.perennial.core.webhook.WebhookEndpoints;
import dev.perennial.workflows.SearchAttributes;
import dev.perennial.workflows.TaskQueues;
import dev.perennial.workflows.TemporalConnection;
import dev.perennial.workflows.webhook.WebhookEndpointWorkflowImpl;
import dev.perennial.workflows.webhook.WebhookSteps;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.WorkerOptions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A receiver that is down for an hour of skipped time, with everything of ours real: relay, workflow, activity, queue and HTTP. */
class OutageTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @AutoClose
    final TestWorkflowEnvironment temporal = environment();
    private final Clock clock = new EnvironmentClock();
    @AutoClose
    final Installation installation = new Installation(clock);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final WebhookSender sender = new WebhookSender(TargetPolicy.PRIVATE_ALLOWED, clock, meters, Duration.ofSeconds(10));
    private final DeliveryQueue queue = installation.get(DeliveryQueue.class);
    private final AtomicBoolean up = new AtomicBoolean();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final List<Thread> drains = new ArrayList<>();
    @AutoClose
    final Receiver receiver = new Receiver(payload -> up.get() && !payload.startsWith("poison") ? 204 : 503);

    private final class EnvironmentClock extends Clock {
        @Override
        public ZoneId getZone() { return ZoneOffset.UTC; }

        @Override
        public Clock withZone(ZoneId zone) { throw new UnsupportedOperationException(); }

        @Override
        public Instant instant() { return Instant.ofEpochMilli(temporal.currentTimeMillis()); }
    }

    static TestWorkflowEnvironment environment() {
        var options = TestEnvironmentOptions.newBuilder().setWorkflowClientOptions(
                WorkflowClientOptions.newBuilder().setDataConverter(TemporalConnection.dataConverter(Json.mapper())).build());
        List.of(SearchAttributes.KIND, SearchAttributes.ORGANIZATION, SearchAttributes.CUSTOMER, SearchAttributes.STATE)
                .forEach(attribute -> options.registerSearchAttribute(attribute.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD));
        return TestWorkflowEnvironment.newInstance(options.build());
    }

    @BeforeEach
    void start() {
        var worker = temporal.newWorker(TaskQueues.WEBHOOKS, WorkerOptions.newBuilder().setDefaultDeadlockDetectionTimeout(30_000).build());
        worker.registerWorkflowImplementationTypes(WebhookEndpointWorkflowImpl.class);
        worker.registerActivitiesImplementations(installation.get(WebhookSteps.class));
        temporal.start();
        var reactions = new Reactions(temporal.getWorkflowClient(), installation.get(AggregateDescriptions.class), installation.get(Checkouts.class),
                installation.get(Subscriptions.class), meters);
        var firstTries = new Pulse();
        keepDraining(new FactDrain(installation.get(WaitingFacts.class), reactions.byType(), clock, meters), new Pulse());
        keepDraining(new FirstTryDrain(queue, sender::send, firstTries, clock), firstTries);
    }

    private void keepDraining(Drain drain, Pulse pulse) {
        drains.add(Thread.ofVirtual().start(() -> {
            try {
                while (!stopped.get()) {
                    drain.drain();
                    pulse.await(Duration.ofMillis(20));
                    pulse.beat();
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }));
    }

    @AfterEach
    void stop() throws InterruptedException {
        stopped.set(true);
        for (Thread drain : drains) {
            drain.join();
        }
    }

    private List<String> states() {
        return installation.sql().list("select state from webhook_event order by sequence", row -> row.text("state"));
    }

    private WebhookEndpoint stored(UUID id) { return installation.get(WebhookEndpoints.class).find(id).orElseThrow(); }

    @Test
    void isSurvivedByRedelivery() {
        UUID endpoint = installation.endpoint(receiver.url());
        member("owner@acme.example", "owner");
        member("ann@acme.example", "member");
        List<UUID> keys = IntStream.range(0, 10).mapToObj(_ -> UUID.randomUUID()).toList();
        keys.forEach(key -> installation.commit("order.paid", UUID.randomUUID(), key, "first of " + key));
        UUID key = requireNonNull(keys.getFirst());
        installation.commit("order.paid", UUID.randomUUID(), key, "second of " + key);
        installation.commit("order.paid", UUID.randomUUID(), key, "third of " + key);
        await().atMost(LONG).until(() -> installation.count("webhook_event where state = 'retrying' and attempts = 1") == 10
                && installation.count("outbox where relayed_at is null") == 0);

        temporal.sleep(Duration.ofHours(1));
        await().atMost(LONG).until(() -> !stored(endpoint).enabled());

        assertThat(states().subList(0, 10)).containsOnly("failed");
        assertThat(states().subList(10, 12)).containsOnly("skipped");
        assertThat(installation.count("webhook_event where state = 'failed' and attempts = 10")).isEqualTo(10);
        assertThat(receiver.received).filteredOn(payload -> payload.startsWith("first")).hasSize(100);
        assertThat(receiver.received).as("a failing event holds back the later ones of its key").doesNotContain("third of " + key);
        assertThat(installation.sql().list("select recipient, template_values ->> 'organization' as name, template_values ->> 'url' as url from mail "
                + "where template = 'webhook_endpoint_disabled' order by recipient",
                row -> row.text("recipient") + " " + row.text("name") + " " + row.text("url")))
                .containsExactly("ann@acme.example Acme " + receiver.url(), "owner@acme.example Acme " + receiver.url());

        up.set(true);
        receiver.received.clear();
        switchOn(endpoint);
        installation.sql().list("select id from webhook_event order by sequence", row -> row.uuid("id")).forEach(queue::redeliver);
        await().atMost(LONG).until(() -> installation.count("webhook_event where state = 'delivered' and redelivery_requested_at is null") == 12);
        // Whether the second had its turn before the endpoint was switched off, and so holds back nothing any more (WEB-5), is chance: no order is promised here.
        assertThat(receiver.received).hasSize(12).contains("second of " + key, "third of " + key)
                .contains(keys.stream().map(each -> "first of " + each).toArray(String[]::new));
        assertThat(stored(endpoint).enabled()).isTrue();
    }

    /** WEB-5: a receiver that can't take one kind of event, as older clients answer 500 to types they don't know. */
    @Test
    void anEventThatIsNeverTakenHoldsUpTheOthersOfItsKeyForSecondsOnly() {
        UUID endpoint = installation.endpoint(receiver.url());
        up.set(true);
        UUID key = UUID.randomUUID();
        installation.commit("order.paid", UUID.randomUUID(), key, "poison");
        installation.commit("order.paid", UUID.randomUUID(), key, "second");
        installation.commit("order.paid", UUID.randomUUID(), key, "third");
        await().atMost(LONG).until(() -> installation.count("webhook_event where state = 'retrying' and attempts = 1") == 1
                && installation.count("outbox where relayed_at is null") == 0);
        temporal.sleep(Duration.ofSeconds(6));
        await().atMost(LONG).until(() -> receiver.received.contains("third"));
        assertThat(receiver.received.subList(0, 4)).containsExactly("poison", "poison", "second", "third");
        assertThat(states()).containsExactly("retrying", "delivered", "delivered");

        temporal.sleep(Duration.ofHours(1));
        await().atMost(LONG).until(() -> installation.count("webhook_event where state = 'failed' and attempts = 10") == 1);
        assertThat(receiver.received).filteredOn("poison"::equals).hasSize(10);
        assertThat(stored(endpoint).enabled()).isTrue();
    }

    private void switchOn(UUID id) {
        WebhookEndpoint off = stored(id);
        var on = new WebhookEndpoint(id, off.createdAt(), clock.instant(), off.organizationId(), off.url(), off.name(), off.format(), off.secrets(),
                off.events(), true, null);
        installation.inTransaction(() -> {
            installation.get(WebhookEndpoints.class).update(on);
            queue.endpointChanged(on);
        });
    }

    private void member(String email, String role) {
        UUID user = UUID.randomUUID();
        installation.sql().insert("user_account", "id, created_at, email", user, Instant.now(), email);
        installation.sql().insert("organization_member", "organization_id, user_id, role, created_at", installation.organization, user, role,
                Instant.now());
    }
}
