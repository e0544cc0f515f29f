package dev.perennial.core.webhook.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.core.outbox.Fact;
import dev.perennial.core.outbox.Outbox;
import dev.perennial.core.persistence.Shop;
import dev.perennial.core.persistence.TestDatabase;
import dev.perennial.core.settings.Settings;
import dev.perennial.core.webhook.Attempt;
import dev.perennial.core.webhook.Attempt.Result;
import dev.perennial.core.webhook.DeliveryQueue;
import dev.perennial.core.webhook.SendableEvent;
import dev.perennial.core.webhook.WebhookEndpoint;
import dev.perennial.core.webhook.WebhookEndpoints;
import dev.perennial.core.webhook.WebhookEventType;
import dev.perennial.core.webhook.SigningSecrets;
import dev.perennial.core.webhook.WebhookSecret;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

class JdbcDeliveryQueueTest {
    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    private static final Result OK = new Result.Answered(200, "thanks");
    private static final Result REFUSED = new Result.Answered(500, null);

    @AutoClose
    static final TestDatabase database = new TestDatabase();
    final DeliveryQueue queue = database.get(DeliveryQueue.class);
    final WebhookEndpoints endpoints = database.get(WebhookEndpoints.class);
    final UUID organization = new Shop(database).organization().id();
    final WebhookEndpoint endpoint = endpoint();
    final UUID key = UUID.randomUUID();
    final UUID otherKey = UUID.randomUUID();

    private WebhookEndpoint endpoint() {
        var added = new WebhookEndpoint(UUID.randomUUID(), NOW, null, organization, "https://example.com/hook", null, WebhookEndpoint.Format.RAW,
                SigningSecrets.of(new WebhookSecret("whsec_x")), List.of(WebhookEventType.ORDER_PAID), true, null);
        endpoints.insert(added);
        return added;
    }

    /** Leaves events in this order, one per key, each in a transaction of its own. */
    private void leave(UUID... keys) {
        for (UUID orderingKey : keys) {
            database.inTransaction(() -> database.get(Outbox.class)
                    .append(List.of(
                            new Fact("order.paid", organization, UUID.randomUUID(), orderingKey, () -> Map.of("key", orderingKey.toString()))), NOW));
        }
    }

    private List<SendableEvent> firstTries() {
        return queue.firstTries(0, List.of(), 1_000).stream().filter(event -> event.endpointId().equals(endpoint.id())).toList();
    }

    private SendableEvent only(List<SendableEvent> events) {
        assertThat(events).hasSize(1);
        return events.getFirst();
    }

    private void record(SendableEvent event, Result result) {
        queue.record(List.of(new Attempt(event, Instant.now(), result)));
    }

    /** Fails an event until it is given up. */
    private void exhaust(SendableEvent event) {
        SendableEvent next = event;
        record(next, REFUSED);
        for (int attempt = 2; attempt <= 10; attempt++) {
            next = only(queue.due(endpoint.id(), Instant.now().plus(1, ChronoUnit.HOURS), 10));
            record(next, REFUSED);
        }
    }

    private Map<String, Object> row(UUID event) {
        return database.sql().one("select to_jsonb(e)::text as row from webhook_event e where id = ?", row -> row.map("row"), event);
    }

    private List<UUID> overdue(Instant before) { return queue.overdueEndpoints(before, new UUID(0, 0), 1_000); }

    private List<String> facts() {
        return database.sql().list("select type from outbox where subject_id = ? order by sequence", row -> row.text("type"), endpoint.id());
    }

    private long deliveries(UUID event) {
        return database.sql().one("select count(*) as made from webhook_delivery where event_id = ?", row -> row.number("made"), event);
    }

    @Test
    void offersTheFirstEventOfEachKey() {
        leave(key, key, otherKey, key, otherKey);
        assertThat(firstTries()).extracting(SendableEvent::orderingKey).containsExactly(key, otherKey);
    }

    @Test
    void letsTheNextOfTheKeyFollowADelivery() {
        leave(key, key, otherKey);
        var first = firstTries().getFirst();
        record(first, OK);
        var follower = only(queue.followers(List.of(first)));
        assertThat(follower.orderingKey()).isEqualTo(key);
        assertThat(follower.id()).isNotEqualTo(first.id());
        assertThat(row(first.id())).containsEntry("state", "delivered").containsEntry("attempts", 1).containsEntry("last_http_code", 200);
    }

    @Test
    void aFailureHoldsBackOnlyItsKey() {
        leave(key, key, otherKey, otherKey);
        var first = firstTries().getFirst();
        record(first, REFUSED);
        assertThat(queue.followers(List.of(first))).isEmpty();
        assertThat(firstTries()).extracting(SendableEvent::orderingKey).containsExactly(otherKey);
        assertThat(row(first.id())).containsEntry("state", "retrying").containsEntry("last_http_code", 500);
    }

    @Test
    void oneFactPerTroubleUnlessSomethingIsDueSooner() {
        leave(key, otherKey);
        var both = firstTries();
        queue.record(List.of(new Attempt(both.getFirst(), NOW, REFUSED)));
        assertThat(facts()).containsExactly("webhook_endpoint.changed");
        queue.record(List.of(new Attempt(both.getLast(), NOW.plus(Duration.ofMinutes(5)), REFUSED)));
        assertThat(facts()).as("the workflow wakes up earlier anyway").hasSize(1);
    }

    @Test
    void aFailureThatIsDueSoonerIsAFactOfItsOwn() {
        leave(key, otherKey);
        var both = firstTries();
        queue.record(List.of(new Attempt(both.getFirst(), NOW.plus(Duration.ofMinutes(5)), REFUSED)));
        queue.record(List.of(new Attempt(both.getLast(), NOW, REFUSED)));
        assertThat(facts()).hasSize(2);
    }

    @Test
    void aRetryIsDueWhenItsTimeHasCome() {
        leave(key);
        record(only(firstTries()), REFUSED);
        assertThat(queue.due(endpoint.id(), Instant.now(), 10)).isEmpty();
        var due = queue.outlook(endpoint.id()).nextDueAt().orElseThrow();
        assertThat(Duration.between(Instant.now(), due)).isBetween(Duration.ofMillis(500), Duration.ofSeconds(4));
        var retry = only(queue.due(endpoint.id(), due, 10));
        assertThat(retry.attempts()).isEqualTo(1);
        record(retry, OK);
        assertThat(queue.outlook(endpoint.id())).isEqualTo(new DeliveryQueue.Outlook(Optional.empty(), 0));
        assertThat(deliveries(retry.id())).isEqualTo(2);
    }

    @Test
    void theTenthFailureGivesUpAndLetsTheNextGo() {
        leave(key, key);
        var first = only(firstTries());
        exhaust(first);
        assertThat(row(first.id())).containsEntry("state", "failed").containsEntry("attempts", 10);
        assertThat(deliveries(first.id())).isEqualTo(10);
        assertThat(only(firstTries()).id()).isNotEqualTo(first.id());
        assertThat(endpoints.find(endpoint.id()).orElseThrow().enabled()).isTrue();
    }

    @Test
    void tenEventsGivenUpSwitchTheEndpointOffAndDropTheRest() {
        for (int event = 0; event < 12; event++) {
            leave(key);
        }
        for (int event = 0; event < 10; event++) {
            exhaust(only(firstTries()));
        }
        assertThat(endpoints.find(endpoint.id()).orElseThrow().enabled()).isFalse();
        assertThat(firstTries()).isEmpty();
        assertThat(states()).containsEntry("failed", 10L).containsEntry("skipped", 2L);
        assertThat(facts()).containsOnlyOnce("webhook_endpoint.disabled");
    }

    private Map<String, Long> states() {
        return database.sql().list("select state, count(*) as events from webhook_event where endpoint_id = ? group by state",
                row -> Map.entry(row.text("state"), row.number("events")), endpoint.id()).stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private List<SendableEvent> dueLater() { return queue.due(endpoint.id(), Instant.now().plus(1, ChronoUnit.HOURS), 10); }

    private List<UUID> inOrder() {
        return database.sql().list("select id from webhook_event where endpoint_id = ? order by sequence", row -> row.uuid("id"), endpoint.id());
    }

    /** Fails the first try of what may be sent first, and its second. */
    private SendableEvent failTwice() {
        var event = firstTries().getFirst();
        record(event, REFUSED);
        record(dueLater().stream().filter(due -> due.id().equals(event.id())).findFirst().orElseThrow(), REFUSED);
        return event;
    }

    /** WEB-5. */
    @Test
    void theSecondFailureLetsTheOthersOfTheKeyGo() {
        leave(key, key, key);
        var poison = firstTries().getFirst();
        record(poison, REFUSED);
        assertThat(firstTries()).as("after one failure they wait").isEmpty();
        record(only(dueLater()), REFUSED);
        var second = only(firstTries());
        record(second, OK);
        var third = only(queue.followers(List.of(second)));
        record(third, OK);
        assertThat(List.of(poison.id(), second.id(), third.id())).isEqualTo(inOrder());
        record(only(dueLater()), OK);
        assertThat(states()).isEqualTo(Map.of("delivered", 3L));
    }

    @Test
    void theSecondFailureTellsTheRelay() throws Exception {
        leave(key, key);
        record(only(firstTries()), REFUSED);
        try (var listener = DriverManager.getConnection(database.get(Settings.class).databaseUrl()); var listen = listener.createStatement()) {
            listen.execute("listen outbox");
            record(only(dueLater()), REFUSED);
            assertThat(listener.unwrap(PGConnection.class).getNotifications(5_000)).isNotEmpty();
        }
    }

    /** WEB-6: three different events without a success between them. */
    @Test
    void anEndpointThatFailsAsAWholeKeepsEveryKeyInOrder() {
        leave(key, key, key, key, otherKey);
        failTwice();
        failTwice();
        record(firstTries().getFirst(), REFUSED);
        assertThat(firstTries()).extracting(SendableEvent::orderingKey).as("other keys are tried as ever").containsExactly(otherKey);
        assertThat(dueLater()).extracting(SendableEvent::id).as("in order").containsExactly(inOrder().getFirst());
    }

    /** WEB-6: one success, of any event, and each key goes on. */
    @Test
    void oneSuccessLetsTheKeysGoOnAndWakesTheWorkflow() {
        leave(key, key, key, key, otherKey);
        failTwice();
        failTwice();
        record(firstTries().getFirst(), REFUSED);
        int told = facts().size();
        record(only(firstTries()), OK);
        assertThat(facts()).as("what became due sooner than it knows").hasSize(told + 1);
        assertThat(dueLater()).extracting(SendableEvent::id).containsExactlyElementsOf(inOrder().subList(0, 3));
        record(dueLater().getLast(), REFUSED);
        assertThat(firstTries()).extracting(SendableEvent::id).containsExactly(inOrder().get(3));
        record(only(firstTries()), OK);
        assertThat(facts()).as("only the recovery does").hasSize(told + 1);
    }

    /** WEB-6: the failures of one event say nothing about the others. */
    @Test
    void aPoisonEventNeverMakesItsEndpointFailAsAWhole() {
        leave(key, key);
        exhaust(firstTries().getFirst());
        leave(otherKey, otherKey);
        record(firstTries().stream().filter(event -> event.orderingKey().equals(otherKey)).findFirst().orElseThrow(), REFUSED);
        record(dueLater().getFirst(), REFUSED);
        assertThat(firstTries()).extracting(SendableEvent::orderingKey).containsExactly(key, otherKey);
    }

    @Test
    void theWorkflowWakesForWhicheverOfTheKeyIsDueFirst() {
        leave(key, key);
        failTwice();
        queue.record(List.of(new Attempt(only(firstTries()), NOW, REFUSED)));
        assertThat(queue.outlook(endpoint.id()).nextDueAt()).hasValueSatisfying(due -> assertThat(due).isBefore(NOW.plusSeconds(10)));
        assertThat(facts()).as("sooner than the workflow knew").hasSize(2);
    }

    @Test
    void eventsOfAClosedEndpointAreSkipped() {
        leave(key, key, otherKey);
        endpoints.delete(endpoint.id(), NOW);
        assertThat(firstTries()).isEmpty();
        assertThat(states()).isEqualTo(Map.of("skipped", 3L));
    }

    @Test
    void anAttemptThatSomebodyElseHasCountedIsLoggedOnly() {
        leave(key);
        var event = only(firstTries());
        record(event, REFUSED);
        record(event, REFUSED);
        assertThat(row(event.id())).containsEntry("attempts", 1).containsEntry("state", "retrying");
        assertThat(deliveries(event.id())).isEqualTo(2);
    }

    @Test
    void aDeliveryCountsWhoeverMadeIt() {
        leave(key);
        var event = only(firstTries());
        record(event, REFUSED);
        record(event, OK);
        record(event, REFUSED);
        assertThat(row(event.id())).containsEntry("state", "delivered");
    }

    @Test
    void aDeliveredEventCanBeSentAgainAndStaysDelivered() {
        leave(key);
        var event = only(firstTries());
        record(event, OK);
        queue.redeliver(event.id());
        assertThat(facts()).containsExactly("webhook_endpoint.changed");
        var again = only(queue.due(endpoint.id(), Instant.now(), 10));
        record(again, REFUSED);
        assertThat(row(event.id())).containsEntry("state", "delivered").containsEntry("attempts", 2);
        assertThat(queue.outlook(endpoint.id()).nextDueAt()).isEmpty();
    }

    @Test
    void aFailedEventGetsOneMoreAttempt() {
        leave(key);
        var event = only(firstTries());
        exhaust(event);
        queue.redeliver(event.id());
        record(only(queue.due(endpoint.id(), Instant.now(), 10)), OK);
        assertThat(row(event.id())).containsEntry("state", "delivered").containsEntry("attempts", 11);
    }

    @Test
    void aRedeliveryAskedForDuringAnAttemptIsNotLost() {
        leave(key);
        var event = only(firstTries());
        record(event, OK);
        queue.redeliver(event.id());
        var first = only(queue.due(endpoint.id(), Instant.now(), 10));
        queue.redeliver(event.id());
        record(first, OK);
        assertThat(queue.due(endpoint.id(), Instant.now(), 10)).hasSize(1);
    }

    @Test
    void aSkippedEventIsPendingAgainWhenItsEndpointIsOpen() {
        leave(key);
        var event = only(firstTries());
        endpoints.update(with(false));
        assertThat(firstTries()).isEmpty();
        queue.redeliver(event.id());
        assertThat(row(event.id())).as("the endpoint is closed").containsEntry("state", "skipped");
        endpoints.update(with(true));
        queue.redeliver(event.id());
        record(only(queue.due(endpoint.id(), Instant.now(), 10)), OK);
        assertThat(row(event.id())).containsEntry("state", "delivered");
    }

    private WebhookEndpoint with(boolean enabled) {
        return new WebhookEndpoint(endpoint.id(), endpoint.createdAt(), NOW, organization, endpoint.url(), endpoint.name(), endpoint.format(),
                endpoint.secrets(), endpoint.events(), enabled, null);
    }

    @Test
    void letsPayloadsGoAfterNinetyDays() {
        leave(key, otherKey);
        var events = firstTries();
        var old = events.getFirst();
        database.sql().update("update webhook_event set created_at = created_at - interval '91 days' where id = ?", old.id());
        record(old, OK);
        assertThat(queue.archive(Instant.now(), 1_000)).isEqualTo(1);
        assertThat(queue.archive(Instant.now(), 1_000)).isZero();
        assertThat(row(old.id())).containsEntry("payload", null).containsEntry("state", "delivered");
        assertThat(deliveries(old.id())).isEqualTo(1);
        assertThat(row(events.getLast().id()).get("payload")).isNotNull();
        queue.redeliver(old.id());
        assertThat(queue.due(endpoint.id(), Instant.now(), 10)).isEmpty();
    }

    @Test
    void signsWithBothSecretsWhileOneIsReplaced() {
        leave(key);
        var rotated = endpoint.secrets().rotated(new WebhookSecret("whsec_y"), Instant.now());
        endpoints.update(new WebhookEndpoint(endpoint.id(), endpoint.createdAt(), NOW, organization, endpoint.url(), null, endpoint.format(), rotated,
                endpoint.events(), true, null));
        assertThat(only(firstTries()).secrets().at(Instant.now())).containsExactly(new WebhookSecret("whsec_y"), new WebhookSecret("whsec_x"));
    }

    @Test
    void findsEndpointsNobodyTookCareOf() {
        leave(key);
        record(only(firstTries()), REFUSED);
        assertThat(overdue(Instant.now())).doesNotContain(endpoint.id());
        assertThat(overdue(Instant.now().plusSeconds(10))).contains(endpoint.id());
    }

    /** WEB-6: what waits behind a retry of its key while its endpoint fails is nobody's neglect. */
    @Test
    void whatIsHeldBackIsNotOverdue() {
        leave(key, key, otherKey, UUID.randomUUID());
        var heads = firstTries();
        record(heads.getFirst(), REFUSED);
        record(only(queue.due(endpoint.id(), Instant.now().plus(1, ChronoUnit.HOURS), 10)), REFUSED);
        var follower = only(queue.followers(List.of(heads.getFirst())));
        record(follower, REFUSED);
        record(heads.get(1), REFUSED);
        database.sql().update("update webhook_event set next_attempt_at = now() + interval '1 day' where id = any (?)",
                List.of(heads.getFirst().id(), heads.get(1).id()));
        Instant later = Instant.now().plus(1, ChronoUnit.HOURS);
        assertThat(queue.due(endpoint.id(), later, 10)).as("the endpoint fails as a whole").isEmpty();
        assertThat(overdue(later)).doesNotContain(endpoint.id());
        record(heads.getLast(), OK);
        assertThat(only(queue.due(endpoint.id(), later, 10)).id()).isEqualTo(follower.id());
        assertThat(overdue(later)).contains(endpoint.id());
    }

    /** Whoever reads that nothing is left, and whoever records a failure at the same time, cannot both believe that the other takes care. */
    @Test
    void outlookAndRecordingExcludeEachOther() throws Exception {
        leave(key);
        var event = only(firstTries());
        var outlook = database.inTransaction(() -> {
            var seen = queue.outlook(endpoint.id());
            var recording = database.elsewhere(() -> {
                record(event, REFUSED);
                return true;
            });
            database.awaitBlocked();
            assertThat(recording).isNotDone();
            return Map.entry(seen, recording);
        });
        assertThat(outlook.getKey().nextDueAt()).isEmpty();
        outlook.getValue().get(10, TimeUnit.SECONDS);
        assertThat(facts()).containsExactly("webhook_endpoint.changed");
    }

    @Test
    void tellsTheRelayAtTheCommit() throws Exception {
        try (var listener = DriverManager.getConnection(database.get(Settings.class).databaseUrl()); var listen = listener.createStatement()) {
            listen.execute("listen outbox");
            leave(key);
            var notifications = listener.unwrap(PGConnection.class).getNotifications(5_000);
            assertThat(notifications).isNotEmpty();
        }
    }
}
