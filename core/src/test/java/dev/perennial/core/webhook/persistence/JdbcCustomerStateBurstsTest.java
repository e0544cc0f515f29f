package dev.perennial.core.webhook.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.core.outbox.Fact;
import dev.perennial.core.outbox.Outbox;
import dev.perennial.core.persistence.Shop;
import dev.perennial.core.persistence.TestDatabase;
import dev.perennial.core.testclock.TestClocks;
import dev.perennial.core.webhook.CustomerStateBursts;
import dev.perennial.core.webhook.WebhookEndpoint;
import dev.perennial.core.webhook.WebhookEndpoints;
import dev.perennial.core.webhook.WebhookEventType;
import dev.perennial.core.webhook.SigningSecrets;
import dev.perennial.core.webhook.WebhookSecret;
import io.micronaut.transaction.TransactionOperations;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JdbcCustomerStateBurstsTest {
    @AutoClose
    static final TestDatabase database = new TestDatabase();
    final Outbox outbox = database.get(Outbox.class);
    final Shop shop = new Shop(database);
    final UUID organization = shop.organization().id();
    final UUID customer = shop.customer(organization).id();
    final Instant later = Instant.now().plus(Duration.ofMinutes(1));
    Runnable whileMakingThePayload = () -> {};
    final CustomerStateBursts bursts = new JdbcCustomerStateBursts(database.sql(), transactions(), outbox, id -> {
        whileMakingThePayload.run();
        return Map.of("id", id);
    });

    @SuppressWarnings("unchecked") // The only one there is.
    private static TransactionOperations<Connection> transactions() {
        return database.get(TransactionOperations.class);
    }

    @BeforeEach
    void subscribe() {
        database.get(WebhookEndpoints.class).insert(new WebhookEndpoint(UUID.randomUUID(), Shop.NOW, null, organization, "https://example.com", null,
                WebhookEndpoint.Format.RAW, SigningSecrets.of(new WebhookSecret("s")), List.of(WebhookEventType.CUSTOMER_STATE_CHANGED), true, null));
    }

    private void change() {
        database.inTransaction(() -> outbox.customerStateChanged(organization, customer));
    }

    private List<String> payloads() {
        return database.sql().list("select payload from webhook_event where organization_id = ? order by sequence", row -> row.text("payload"),
                organization);
    }

    @Test
    void manyChangesBecomeOneEvent() {
        change();
        change();
        change();
        assertThat(bursts.due(Instant.now().minusSeconds(1), 1_000)).doesNotContain(customer);
        assertThat(bursts.nextDueAt()).isPresent();
        assertThat(bursts.due(later, 1_000)).contains(customer);
        bursts.publish(List.of(customer), later);
        assertThat(payloads()).singleElement().asString().contains("\"type\":\"customer.state_changed\"").contains(customer.toString());
        assertThat(bursts.due(later, 1_000)).doesNotContain(customer);
        bursts.publish(List.of(customer), later);
        assertThat(payloads()).as("nothing has changed since").hasSize(1);
    }

    @Test
    void manyCustomersArePublishedTogetherEachInItsOwnTime() {
        var clock = shop.clock(organization);
        UUID other = shop.customer(organization).id();
        database.inTransaction(() -> database.get(TestClocks.class).attach(clock.id(), other, null));
        change();
        database.inTransaction(() -> outbox.customerStateChanged(organization, other));
        bursts.publish(List.of(customer, other, UUID.randomUUID()), later);
        assertThat(payloads()).hasSize(2)
                .anyMatch(one -> one.contains(other.toString()) && one.contains("\"timestamp\":\"" + clock.frozenTime() + "\""))
                .anyMatch(one -> one.contains(customer.toString()) && one.contains("\"timestamp\":\"" + later.truncatedTo(ChronoUnit.MICROS)));
        assertThat(bursts.due(later, 1_000)).doesNotContain(customer, other);
    }

    @Test
    void aChangeInTheMeantimeGetsItsOwnEvent() {
        change();
        whileMakingThePayload = () -> database.elsewhere(() -> {
            outbox.customerStateChanged(organization, customer);
            return true;
        }).join();
        bursts.publish(List.of(customer), later);
        whileMakingThePayload = () -> {};
        assertThat(bursts.due(later, 1_000)).contains(customer);
        bursts.publish(List.of(customer), later);
        assertThat(payloads()).hasSize(2);
    }

    @Test
    void happensInTheCustomersOwnTime() {
        var clock = shop.clock(organization);
        database.inTransaction(() -> database.get(TestClocks.class).attach(clock.id(), customer, null));
        change();
        bursts.publish(List.of(customer), later);
        assertThat(payloads()).singleElement().asString().contains("\"timestamp\":\"" + clock.frozenTime() + "\"");
    }

    @Test
    void followsTheEventsThatMadeIt() {
        database.sql().update("update webhook_endpoint set events = array['customer.updated', 'customer.state_changed'] where organization_id = ?",
                organization);
        for (int number = 0; number < 3; number++) {
            database.inTransaction(() -> {
                outbox.append(List.of(new Fact("customer.updated", organization, customer, customer, Map::of)), Shop.NOW);
                outbox.customerStateChanged(organization, customer);
            });
        }
        bursts.publish(List.of(customer), later);
        assertThat(database.sql().list("select type from webhook_event where organization_id = ? order by sequence", row -> row.text("type"),
                organization)).containsExactly("customer.updated", "customer.updated", "customer.updated", "customer.state_changed");
    }

    @Test
    void aPostponedCustomerWaits() {
        change();
        bursts.postpone(customer, later.plusSeconds(1));
        assertThat(bursts.due(later, 1_000)).doesNotContain(customer);
        assertThat(bursts.due(later.plusSeconds(1), 1_000)).contains(customer);
    }
}
