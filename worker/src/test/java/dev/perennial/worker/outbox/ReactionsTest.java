package dev.perennial.worker.outbox;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perennial.core.catalog.Price;
import dev.perennial.core.catalog.Product;
import dev.perennial.core.catalog.Products;
import dev.perennial.core.catalog.Visibility;
import dev.perennial.core.checkout.Buyer;
import dev.perennial.core.checkout.Checkout;
import dev.perennial.core.checkout.CheckoutStatus;
import dev.perennial.core.checkout.Checkouts;
import dev.perennial.core.command.AggregateDescriptions;
import dev.perennial.core.money.Currency;
import dev.perennial.core.money.Money;
import dev.perennial.core.subscription.Subscriptions;
import dev.perennial.workflows.Aggregate;
import dev.perennial.workflows.SearchAttributes;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.testing.TestWorkflowEnvironment;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which workflows a fact starts. */
class ReactionsTest {
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MICROS);
    @AutoClose
    final TestWorkflowEnvironment temporal = OutageTest.environment();
    @AutoClose
    final Installation installation = new Installation();
    private final Reaction created = requireNonNull(new Reactions(temporal.getWorkflowClient(), installation.get(AggregateDescriptions.class),
            installation.get(Checkouts.class), installation.get(Subscriptions.class), new SimpleMeterRegistry()).byType().get("checkout.created"));

    @BeforeEach
    void start() { temporal.start(); }

    private UUID session(CheckoutStatus status, @Nullable Instant nextWakeAt) {
        UUID product = UUID.randomUUID();
        Price price = new Price(UUID.randomUUID(), NOW, null, product, Price.CATALOG, new Money(2_000, Currency.of("usd")), null, false);
        UUID id = UUID.randomUUID();
        var session = new Checkout(id, NOW, null, installation.organization, status, "secret-" + id, NOW.plusSeconds(3_600), List.of(product),
                product,
                price.id(), price.amount(), new Buyer(null, null, null, null, null, null, null, false),
                new Checkout.Options(false, true, true, null, null, null, null, null), new Checkout.Content(Map.of(), Map.of(), Map.of()), null, null,
                null, nextWakeAt);
        installation.inTransaction(() -> {
            installation.get(Products.class).insert(new Product(product, NOW, null, installation.organization, "Pro", null, Visibility.PUBLIC, null,
                    false, Map.of(), List.of(price)));
            installation.get(Checkouts.class).insert(session);
        });
        return id;
    }

    @Test
    void aNewSessionsOwnerBeginsWithWhatItsRowSays() throws Exception {
        UUID id = session(CheckoutStatus.OPEN, NOW.plusSeconds(3_600));
        created.to(id);
        created.to(id);
        var started = temporal.getWorkflowClient().fetchHistory(Aggregate.CHECKOUT.workflowId(id)).getEvents().getFirst()
                .getWorkflowExecutionStartedEventAttributes();
        String input = started.getInput().getPayloads(0).getData().toStringUtf8();
        assertThat(input).contains(id.toString(), "\"state\":\"open\"", "\"next_wake_at\":\"" + NOW.plusSeconds(3_600).toString().substring(0, 19));
        assertThat(started.getSearchAttributes().getIndexedFieldsOrThrow(SearchAttributes.STATE.getName()).getData().toStringUtf8()).contains("open");
    }

    @Test
    void aSessionThatIsOverNeedsNoOwner() throws Exception {
        UUID id = session(CheckoutStatus.EXPIRED, null);
        created.to(id);
        assertThatThrownBy(() -> temporal.getWorkflowClient().newUntypedWorkflowStub(Aggregate.CHECKOUT.workflowId(id)).describe())
                .isInstanceOf(WorkflowNotFoundException.class);
    }
}
