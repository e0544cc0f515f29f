package dev.perennial.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perennial.activities.payment.Refunds;
import dev.perennial.core.catalog.Price;
import dev.perennial.core.catalog.Product;
import dev.perennial.core.catalog.Products;
import dev.perennial.core.catalog.Visibility;
import dev.perennial.core.checkout.Buyer;
import dev.perennial.core.checkout.Checkout;
import dev.perennial.core.checkout.CheckoutStatus;
import dev.perennial.core.checkout.Checkouts;
import dev.perennial.core.command.AggregateDescriptions;
import dev.perennial.core.customer.Customer;
import dev.perennial.core.customer.Customers;
import dev.perennial.core.money.Currency;
import dev.perennial.core.money.Money;
import dev.perennial.core.moneycase.MoneyCase;
import dev.perennial.core.moneycase.MoneyCases;
import dev.perennial.core.payment.PaymentAttempt;
import dev.perennial.core.payment.PaymentAttempt.State;
import dev.perennial.core.payment.PaymentAttempts;
import dev.perennial.core.payment.ProviderEvent;
import dev.perennial.core.payment.ProviderEvents;
import dev.perennial.core.persistence.Json;
import dev.perennial.core.testclock.BillingTime;
import dev.perennial.core.time.RealInstant;
import dev.perennial.worker.outbox.Installation;
import dev.perennial.workflows.Aggregate;
import dev.perennial.workflows.Owners;
import dev.perennial.workflows.SearchAttributes;
import dev.perennial.workflows.TemporalConnection;
import dev.perennial.workflows.customer.CustomerSteps;
import dev.perennial.workflows.payment.ProviderEventDesk;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is told to look at a payment when its event is unexpected (PAY-21) or its customer is deleted (PAY-35). */
class OpenPaymentsTest {
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MICROS);
    private static final RealInstant REAL_NOW = new RealInstant(NOW);
    @AutoClose
    final TestWorkflowEnvironment temporal = environment();
    @AutoClose
    final Installation installation = new Installation();
    final Owners owners = new Owners(temporal.getWorkflowClient(), installation.get(AggregateDescriptions.class));
    final MoneyCases cases = installation.get(MoneyCases.class);
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final UUID customer = UUID.randomUUID();
    final UUID session = UUID.randomUUID();

    private static TestWorkflowEnvironment environment() {
        var options = TestEnvironmentOptions.newBuilder().setWorkflowClientOptions(
                WorkflowClientOptions.newBuilder().setDataConverter(TemporalConnection.dataConverter(Json.mapper())).build());
        List.of(SearchAttributes.KIND, SearchAttributes.ORGANIZATION, SearchAttributes.CUSTOMER, SearchAttributes.STATE)
                .forEach(attribute -> options.registerSearchAttribute(attribute.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD));
        return TestWorkflowEnvironment.newInstance(options.build());
    }

    @BeforeEach
    void start() {
        temporal.start();
        installation.add(Owners.class, owners);
    }

    /** A confirmed session whose payment stands like this. */
    private PaymentAttempt attempt(State state) {
        UUID product = UUID.randomUUID();
        Price price = new Price(UUID.randomUUID(), NOW, null, product, Price.CATALOG, new Money(2_000, Currency.USD), null, false);
        var checkout = new Checkout(session, NOW, null, installation.organization, CheckoutStatus.CONFIRMED, "secret-" + session,
                NOW.plusSeconds(3_600), List.of(product), product, price.id(), price.amount(),
                new Buyer(customer, null, null, null, null, null, null, false),
                new Checkout.Options(false, true, true, null, null, null, null, null), new Checkout.Content(Map.of(), Map.of(), Map.of()), null, null,
                null, NOW.plusSeconds(1_800));
        var attempt = PaymentAttempt.ofCheckout(checkout, customer, UUID.randomUUID(), NOW, REAL_NOW).with(state, "pi_own", null, null);
        installation.inTransaction(() -> {
            installation.get(Customers.class).insert(Customer.individual(customer, NOW, installation.organization, "ada@example.com", "ADA"));
            installation.get(Products.class).insert(new Product(product, NOW, null, installation.organization, "Pro", null, Visibility.PUBLIC, null,
                    false, Map.of(), List.of(price)));
            installation.get(Checkouts.class).insert(checkout);
            installation.get(PaymentAttempts.class).insert(attempt);
        });
        return attempt;
    }

    private void isToldToLook() {
        assertThat(temporal.getWorkflowClient().fetchHistory(Aggregate.CHECKOUT.workflowId(session)).getEvents())
                .anyMatch(event -> event.getWorkflowExecutionSignaledEventAttributes().getSignalName().equals("payment_changed"));
    }

    private void nobodyIsTold() {
        var workflow = temporal.getWorkflowClient().newUntypedWorkflowStub(Aggregate.CHECKOUT.workflowId(session));
        assertThatThrownBy(workflow::describe).isInstanceOf(WorkflowNotFoundException.class);
    }

    @Test
    void anEventThatOurRowsDoNotShowIsWrittenDownBeforeAnybodyIsTold() {
        PaymentAttempt attempt = attempt(State.SUCCEEDED);
        var desk = new ProviderEventDesk(installation.get(ProviderEvents.class), cases, owners);
        var event = new ProviderEvent("evt_1", "stripe", "payment_intent.succeeded", "pi_other", attempt.id(), REAL_NOW);
        var route = desk.routes(List.of(event), REAL_NOW).get(event);
        assertThat(route).isInstanceOf(ProviderEvent.Route.Alarm.class);
        assertThat(desk.store(event, route, "{}")).isTrue();
        desk.tell(event, route, REAL_NOW);
        desk.tell(event, route, REAL_NOW);
        assertThat(cases.open(10)).singleElement().satisfies(told -> {
            assertThat(told.intentId()).isEqualTo("pi_other");
            assertThat(told.isUndecided()).isTrue();
        });
        assertThat(cases.undecidedOfCheckout(session)).contains(attempt.id());
        assertThat(installation.get(ProviderEvents.class).take(REAL_NOW.plus(Duration.ofHours(1)), 10)).isEmpty();
        isToldToLook();
    }

    /** The workflow that was told may have been lost with what it was told. */
    @Test
    void theOwnerIsToldAgainUntilItHasLooked() {
        PaymentAttempt attempt = attempt(State.FAILED);
        cases.open(MoneyCase.noticed(attempt, "pi_other", REAL_NOW.minus(Duration.ofHours(1))));
        var work = new CaseWork(cases, installation.get(PaymentAttempts.class), installation.get(Refunds.class), owners,
                installation.get(BillingTime.class), installation.transactions(), meters);
        work.doWhatIsDue();
        isToldToLook();
        MoneyCase told = cases.find(attempt.id(), "pi_other").orElseThrow();
        assertThat(told.tries()).isEqualTo(1);
        assertThat(told.nextTryAt()).isGreaterThan(REAL_NOW);
        work.countOpen();
        assertThat(meters.get("perennial.cases.open").tag("refund", "none").gauge().value()).isEqualTo(1);
        assertThat(meters.get("perennial.cases.open").tag("refund", "failed").gauge().value()).isZero();
        cases.close(told.id(), "seen", REAL_NOW);
        work.countOpen();
        assertThat(meters.get("perennial.cases.open").tag("refund", "none").gauge().value()).isZero();
    }

    /** Tries take long while the processor does not answer: what is not being tried yet is not taken, and so not tried by two. */
    @Test
    void aCaseIsTakenWhenItsTurnHasCome() {
        PaymentAttempt attempt = attempt(State.FAILED);
        cases.open(MoneyCase.noticed(attempt, "pi_first", new RealInstant(NOW.minusSeconds(3_600))));
        cases.open(MoneyCase.noticed(attempt, "pi_second", new RealInstant(NOW.minusSeconds(3_599))));
        List<String> leftMeanwhile = new ArrayList<>();
        var watched = (MoneyCases) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[]{MoneyCases.class}, (_, method, arguments) -> {
            if (method.getName().equals("lock")) {
                leftMeanwhile
                        .addAll(installation.sql().list("select intent_id from money_case where next_try_at <= now()", row -> row.text("intent_id")));
            }
            return method.invoke(cases, arguments);
        });
        new CaseWork(watched, installation.get(PaymentAttempts.class), installation.get(Refunds.class), owners,
                installation.get(BillingTime.class), installation.transactions(), meters).doWhatIsDue();
        assertThat(leftMeanwhile).as("while the first is told about").containsExactly("pi_second");
        assertThat(cases.open(10)).extracting(MoneyCase::tries).containsExactly(1, 1);
    }

    @Test
    void aDeletedCustomersOpenPaymentsAreLookedAt() {
        attempt(State.REQUIRES_ACTION);
        var steps = installation.get(CustomerSteps.class);
        steps.endSubscriptions(new CustomerSteps.Subject(customer));
        isToldToLook();
        assertThat(steps.eraseCopies(new CustomerSteps.Subject(customer))).as("the payment may yet write something down").isFalse();
    }

    @Test
    void aPaymentThatHasEndedIsLeftAlone() {
        attempt(State.SUCCEEDED);
        var steps = installation.get(CustomerSteps.class);
        steps.endSubscriptions(new CustomerSteps.Subject(customer));
        nobodyIsTold();
        assertThat(steps.eraseCopies(new CustomerSteps.Subject(customer))).isTrue();
    }
}
