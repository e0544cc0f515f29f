package dev.perennial.core.outbox.persistence;

import static dev.perennial.core.persistence.Shop.NOW;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perennial.core.outbox.Fact;
import dev.perennial.core.outbox.Outbox;
import dev.perennial.core.persistence.Shop;
import dev.perennial.core.persistence.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class JdbcOutboxTest {
    @AutoClose
    static final TestDatabase database = new TestDatabase();
    final Outbox outbox = database.get(Outbox.class);
    final Shop shop = new Shop(database);
    final UUID organization = shop.organization().id();
    final UUID subject = UUID.randomUUID();

    record Sold(UUID orderId, Instant createdAt, @Nullable String receiptNumber) {}

    record Stored(UUID endpoint, String type, UUID orderingKey, String payload) {}

    private UUID endpoint(UUID of, List<String> events, boolean enabled, @Nullable Instant deletedAt, String format) {
        UUID id = UUID.randomUUID();
        database.sql().insert("webhook_endpoint", "id, created_at, organization_id, url, format, secret, events, enabled, deleted_at", id, NOW, of,
                "https://example.com", format, "s", events, enabled, deletedAt);
        return id;
    }

    private Fact fact(String type, UUID orderingKey, Supplier<Object> payload) {
        return new Fact(type, organization, subject, orderingKey, payload);
    }

    private void append(Fact... facts) {
        database.inTransaction(() -> outbox.append(List.of(facts), NOW));
    }

    private List<Stored> events() {
        return database.sql().list("select endpoint_id, type, ordering_key, payload from webhook_event where organization_id = ? order by sequence",
                row -> new Stored(row.uuid("endpoint_id"), row.text("type"), row.uuid("ordering_key"), row.text("payload")), organization);
    }

    @Test
    void leavesFactsToTheRelayInTheirOrder() {
        append(fact("order.created", subject, Object::new), fact("order.paid", subject, Object::new),
                fact("collection.started", subject, Object::new));
        assertThat(database.sql().list("select type from outbox where organization_id = ? and relayed_at is null order by sequence",
                row -> row.text("type"), organization)).containsExactly("order.created", "order.paid", "collection.started");
        assertThat(events()).isEmpty();
    }

    @Test
    void writesTheBytesForEachEndpointThatWantsThem() {
        UUID all = endpoint(organization, List.of("order.created", "order.paid"), true, null, "raw");
        UUID some = endpoint(organization, List.of("order.paid"), true, null, "raw");
        UUID key = UUID.randomUUID();
        var sold = new Sold(subject, Instant.parse("2026-01-01T00:00:00Z"), null);
        append(fact("order.created", key, () -> sold), fact("order.paid", subject, () -> sold));
        String payload = """
                {"type":"%s","timestamp":"2026-03-01T12:00:00.123456Z","data":{"order_id":"%s","created_at":"2026-01-01T00:00:00Z","receipt_number":null},\
                "api_version":"2026-10"}""";
        String paid = payload.formatted("order.paid", subject);
        assertThat(events()).hasSize(3).startsWith(new Stored(all, "order.created", key, payload.formatted("order.created", subject)));
        assertThat(events().subList(1, 3)).containsExactlyInAnyOrder(new Stored(all, "order.paid", subject, paid),
                new Stored(some, "order.paid", subject, paid));
        assertThat(database.sql().list(
                "select id from webhook_event where state = 'queued' and attempts = 0 and next_attempt_at is null and organization_id = ?",
                row -> row.uuid("id"), organization)).hasSize(3).allMatch(id -> id.version() == 4);
    }

    @Test
    void asksForAPayloadOnceAndOnlyWhenItIsSent() {
        endpoint(organization, List.of("order.paid"), true, null, "raw");
        endpoint(organization, List.of("order.paid"), true, null, "raw");
        AtomicInteger made = new AtomicInteger();
        append(fact("order.paid", subject, made::incrementAndGet), fact("order.created", subject, () -> {
            throw new IllegalStateException("nobody wants it");
        }));
        assertThat(made).hasValue(1);
    }

    @Test
    void sendsNothingToThoseWhoAreNotListening() {
        endpoint(organization, List.of("order.paid"), false, null, "raw");
        endpoint(organization, List.of("order.paid"), true, NOW, "raw");
        endpoint(organization, List.of("order.created"), true, null, "raw");
        endpoint(shop.organization().id(), List.of("order.paid"), true, null, "raw");
        append(fact("order.paid", subject, Object::new));
        assertThat(events()).isEmpty();
    }

    @Test
    void tellsAChatInItsOwnWords() {
        UUID raw = endpoint(organization, List.of("product.created"), true, null, "raw");
        UUID slack = endpoint(organization, List.of("product.created"), true, null, "slack");
        UUID discord = endpoint(organization, List.of("product.created"), true, null, "discord");
        AtomicInteger made = new AtomicInteger();
        append(fact("product.created", subject, () -> Map.of("number", made.incrementAndGet())));
        assertThat(events()).extracting(Stored::endpoint).containsExactlyInAnyOrder(raw, slack, discord);
        assertThat(events().stream().collect(toMap(Stored::endpoint, Stored::payload)))
                .hasEntrySatisfying(raw, payload -> assertThat(payload).contains("\"data\":{\"number\":1}"))
                .containsEntry(slack, "{\"text\":\"product.created: " + subject + "\"}")
                .hasEntrySatisfying(discord, payload -> assertThat(payload).contains("\"content\":\"product.created: " + subject));
        assertThat(made).hasValue(1);
    }

    @Test
    void belongsToTheTransactionOfTheChange() {
        assertThatThrownBy(() -> outbox.append(List.of(fact("order.paid", subject, Object::new)), NOW)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void gathersABurstOfChangesIntoOneWebhook() {
        UUID customer = shop.customer(organization).id();
        endpoint(organization, List.of("customer.state_changed"), true, null, "raw");
        outbox.customerStateChanged(organization, customer);
        Due first = due(customer);
        assertThat(Duration.between(first.firstChange(), first.dueAt())).isEqualTo(Duration.ofSeconds(1));
        outbox.customerStateChanged(organization, customer);
        Due second = due(customer);
        assertThat(second.firstChange()).isEqualTo(first.firstChange());
        assertThat(second.dueAt()).isAfterOrEqualTo(first.dueAt()).isBefore(first.firstChange().plusSeconds(5));
        database.sql().update("update customer_state_due set first_change_at = first_change_at - interval '1 minute' where customer_id = ?",
                customer);
        outbox.customerStateChanged(organization, customer);
        assertThat(due(customer).dueAt()).isEqualTo(due(customer).firstChange().plusSeconds(5));
    }

    @Test
    void keepsNoBurstThatNobodyWantsToHearOf() {
        UUID customer = shop.customer(organization).id();
        endpoint(organization, List.of("order.paid"), true, null, "raw");
        endpoint(organization, List.of("customer.state_changed"), false, null, "raw");
        endpoint(organization, List.of("customer.state_changed"), true, NOW, "raw");
        endpoint(shop.organization().id(), List.of("customer.state_changed"), true, null, "raw");
        outbox.customerStateChanged(organization, customer);
        assertThat(database.sql().list("select customer_id from customer_state_due where customer_id = ?", row -> row.uuid("customer_id"), customer))
                .isEmpty();
    }

    record Due(Instant firstChange, Instant dueAt) {}

    private static Due due(UUID customer) {
        return database.sql().one("select first_change_at, due_at from customer_state_due where customer_id = ?",
                row -> new Due(row.instant("first_change_at"), row.instant("due_at")), customer);
    }
}
