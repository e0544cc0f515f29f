package dev.perennial.activities.subscription;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.activities.Installation;
import dev.perennial.activities.Shop;
import dev.perennial.core.checkout.Checkout;
import dev.perennial.core.checkout.CheckoutStatus;
import dev.perennial.core.customer.Customers;
import dev.perennial.core.order.Order;
import dev.perennial.core.order.OrderStatus;
import dev.perennial.core.payment.PaymentAttempt;
import dev.perennial.core.persistence.Sql;
import dev.perennial.core.subscription.Subscription;
import dev.perennial.core.testclock.TestClocks.Due;
import dev.perennial.core.testclock.TestClocks.Owner;
import dev.perennial.core.time.RealInstant;
import dev.perennial.workflows.Aggregate;
import dev.perennial.workflows.checkout.CheckoutSteps;
import dev.perennial.workflows.command.CommandRef;
import dev.perennial.workflows.customer.CustomerSteps;
import dev.perennial.workflows.order.CollectionSteps;
import dev.perennial.workflows.order.CollectionSteps.Move;
import dev.perennial.workflows.payment.CardSetupSteps;
import dev.perennial.workflows.payment.ChargeSteps;
import dev.perennial.workflows.payment.ChargeSteps.State;
import dev.perennial.workflows.subscription.SubscriptionSteps;
import dev.perennial.workflows.testclock.TestClockSteps;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** After every transaction a row says when something is left to be done, and none does when all is settled. */
class DueTimesTest {
    @AutoClose
    static final Installation installation = new Installation();
    final CollectionSteps collection = installation.steps(CollectionSteps.class);
    final Shop shop = new Shop(installation, "2025-01-31T10:00:00Z");

    @AfterEach
    void nothingIsForgotten() {
        installation.order("DELETE", "faults", "");
        assertThat(shop.forgotten()).isEmpty();
    }

    private void breaks(String point, String kind) {
        installation.order("POST", "faults", """
                {"method": "POST", "path": "/v1/payment_intents", "point": "%s", "kind": "%s", "times": 1, "latency_ms": 1500}""".formatted(point,
                kind));
    }

    private Order owed(Subscription subscription) { return shop.latestOrder(subscription.id()); }

    /** How the first charge of a period can end. */
    enum Ending {
        PAID, DECLINED, UNKNOWN
    }

    /** SUB-1, SUB-3: a clock that plays the period's end finds nothing more to do at that instant, unless the charge left it. */
    @ParameterizedTest
    @EnumSource
    void aRenewal(Ending ending) {
        Subscription subscription = shop.subscribes();
        assertThat(shop.forgotten()).isEmpty();
        if (ending == Ending.DECLINED) {
            shop.cardsDecline(subscription, "insufficient_funds");
        }
        UUID attempt = requireNonNull(shop.closePeriod(subscription.id()).attempt());
        Due atOnce = new Due(shop.now(), Owner.ORDER, owed(subscription).id());
        assertThat(shop.due()).contains(atOnce);
        assertThat(shop.forgotten()).isEmpty();
        if (ending == Ending.UNKNOWN) {
            breaks("after_effect", "cut");
        }
        shop.charge(attempt, Aggregate.SUBSCRIPTION);
        assertThat(shop.due()).isEqualTo(ending == Ending.UNKNOWN ? java.util.Optional.of(atOnce) : java.util.Optional.empty());
        assertThat(owed(subscription).nextWakeAt()).isEqualTo(switch (ending) {
            case PAID -> null;
            case DECLINED -> shop.now().plus(Duration.ofDays(2));
            case UNKNOWN -> shop.now();
        });
    }

    /** SUB-4: whoever was to make the charge is lost; the order's own collection finds it by its row. */
    @Test
    void aRenewalThatWasLostBeforeItsChargeIsChargedByItsCollection() {
        Subscription subscription = shop.subscribes();
        UUID attempt = requireNonNull(shop.closePeriod(subscription.id()).attempt());
        Due due = shop.due().orElseThrow();
        var progress = collection.wake(new CollectionSteps.Due(due.id(), due.at()));
        assertThat(progress.move()).isEqualTo(Move.CHARGE);
        assertThat(progress.attempt()).isEqualTo(attempt);
        assertThat(shop.charge(attempt, Aggregate.ORDER).state()).isEqualTo(State.SUCCEEDED);
        assertThat(shop.charge(attempt, Aggregate.SUBSCRIPTION).state()).as("the lost one comes back").isEqualTo(State.SUCCEEDED);
        assertThat(shop.charges()).hasSize(2);
        assertThat(shop.books(due.id())).hasSize(6);
        assertThat(shop.due()).isEmpty();
    }

    /** SUB-4: the reconciler is early, or the charge slow: both make it at once. */
    @ParameterizedTest
    @CsvSource({"before_effect", "after_effect"})
    void aChargeThatIsStillBeingMadeIsNotHarmedByWhoLooks(String point) {
        Subscription subscription = shop.subscribes();
        UUID attempt = requireNonNull(shop.closePeriod(subscription.id()).attempt());
        Due due = shop.due().orElseThrow();
        breaks(point, "latency");
        try (var elsewhere = Executors.newVirtualThreadPerTaskExecutor()) {
            ChargeSteps once = installation.get(ChargeSteps.class);
            var slow = CompletableFuture.supplyAsync(() -> once.charge(new ChargeSteps.Attempt(attempt, Aggregate.SUBSCRIPTION)), elsewhere);
            var progress = collection.wake(new CollectionSteps.Due(due.id(), due.at()));
            if (progress.attempt() != null) {
                assertThat(progress.attempt()).isEqualTo(attempt);
                var answer = once.charge(new ChargeSteps.Attempt(attempt, Aggregate.ORDER));
                assertThat(answer.state()).isIn(State.SUCCEEDED, State.UNKNOWN);
            }
            assertThat(slow.join().state()).isIn(State.SUCCEEDED, State.UNKNOWN);
        }
        assertThat(shop.resolve(attempt, Aggregate.ORDER).state()).isEqualTo(State.SUCCEEDED);
        assertThat(shop.charges()).as("one of the purchase, one of the period").hasSize(2);
        assertThat(shop.payments()).hasSize(2);
        assertThat(shop.books(due.id())).hasSize(6);
        assertThat(owed(subscription).status()).isEqualTo(OrderStatus.PAID);
    }

    /** SUB-2 */
    @Test
    void anOrderThatIsDueWithoutAChargeUnderWayIsCharged() {
        Subscription subscription = shop.subscribes();
        UUID attempt = requireNonNull(shop.closePeriod(subscription.id()).attempt());
        installation.get(Sql.class).updateOne("delete from payment_attempt where id = ?", attempt);
        Due due = shop.due().orElseThrow();
        var progress = collection.wake(new CollectionSteps.Due(due.id(), due.at()));
        assertThat(progress.move()).isEqualTo(Move.CHARGE);
        assertThat(shop.charge(requireNonNull(progress.attempt()), Aggregate.ORDER).state()).isEqualTo(State.SUCCEEDED);
        assertThat(shop.charges()).hasSize(2);
    }

    @Test
    void aRetryOfTheCustomersIsAskedAgainUntilItsOutcomeIsKnown() {
        Subscription subscription = shop.subscribes();
        shop.cardsDecline(subscription, "insufficient_funds");
        shop.renews(subscription.id());
        CommandRef retry = shop.asks(Aggregate.ORDER, owed(subscription).id(), "retry_payment",
                Map.of("confirmation_token_id", installation.token("pm_card_mastercard")));
        UUID attempt = requireNonNull(collection.retryPayment(retry).attempt());
        assertThat(shop.unanswered()).containsExactly(retry.id());
        assertThat(collection.retryPayment(retry).attempt()).as("sent again").isEqualTo(attempt);
        breaks("after_effect", "cut");
        assertThat(shop.charge(attempt, Aggregate.ORDER).state()).isEqualTo(State.UNKNOWN);
        assertThat(shop.unanswered()).containsExactly(retry.id());
        assertThat(shop.due()).contains(new Due(shop.now(), Owner.ORDER, owed(subscription).id()));
        assertThat(shop.resolve(attempt, Aggregate.ORDER).state()).isEqualTo(State.SUCCEEDED);
        assertThat(shop.unanswered()).isEmpty();
        assertThat(shop.due()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"pm_card_visa, SUCCEEDED", "pm_card_visa_chargeDeclined, FAILED", "pm_card_threeDSecure2Required, REQUIRES_ACTION"})
    void aCheckout(String card, State outcome) {
        Checkout checkout = shop.opens(shop.sells(Shop.monthly(), 10_000, "usd"));
        UUID attempt = requireNonNull(shop.confirms(checkout, card).attempt());
        assertThat(shop.unanswered()).hasSize(1);
        assertThat(shop.forgotten()).isEmpty();
        assertThat(shop.charge(attempt, Aggregate.CHECKOUT).state()).isEqualTo(outcome);
        assertThat(shop.unanswered()).isEmpty();
        Checkout after = shop.checkout(checkout.id());
        assertThat(after.nextWakeAt()).isEqualTo(switch (outcome) {
            case SUCCEEDED -> null;
            case REQUIRES_ACTION -> shop.now().plus(PaymentAttempt.PAYER_TIMEOUT);
            default -> after.expiresAt();
        });
        if (outcome == State.REQUIRES_ACTION) {
            shop.travel(PaymentAttempt.PAYER_TIMEOUT);
            Due due = shop.due().orElseThrow();
            assertThat(due.id()).isEqualTo(checkout.id());
            var progress = installation.steps(CheckoutSteps.class).wake(new CheckoutSteps.Due(due.id(), due.at()));
            assertThat(progress.attempt()).isEqualTo(attempt);
            assertThat(shop.resolve(attempt, Aggregate.CHECKOUT).state()).isEqualTo(State.FAILED);
            assertThat(shop.checkout(checkout.id()).status()).isEqualTo(CheckoutStatus.OPEN);
        }
    }

    /** SUB-8 */
    @Test
    void whatAnEndedSubscriptionOwesIsDueUntilItIsWrittenOff() {
        Subscription subscription = shop.subscribes();
        shop.cardsDecline(subscription, "insufficient_funds");
        shop.renews(subscription.id());
        assertThat(shop.due()).isEmpty();
        installation.steps(SubscriptionSteps.class).carryOut(shop.asks(Aggregate.SUBSCRIPTION, subscription.id(), "revoke", Map.of()));
        Due due = shop.due().orElseThrow();
        assertThat(due).isEqualTo(new Due(shop.now(), Owner.ORDER, owed(subscription).id()));
        assertThat(collection.wake(new CollectionSteps.Due(due.id(), due.at())).agenda().ended()).isTrue();
        assertThat(owed(subscription).status()).isEqualTo(OrderStatus.VOID);
        assertThat(shop.due()).isEmpty();
    }

    /** SUB-5, SUB-12 */
    @Test
    void aNewDefaultCardIsDueAtTheProcessorAndAtWhatIsOwed() {
        Subscription subscription = shop.subscribes();
        shop.cardsDecline(subscription, "insufficient_funds");
        shop.renews(subscription.id());
        UUID setup = UUID.randomUUID();
        CommandRef add = shop.asks(Aggregate.CARD_SETUP, setup, "add_payment_method", Map.of("customer_id", subscription.customerId().toString(),
                "confirmation_token_id", installation.token("pm_card_mastercard"), "set_default", true));
        installation.steps(CardSetupSteps.class).begin(add);
        assertThat(shop.unanswered()).containsExactly(add.id());
        shop.charge(setup, Aggregate.CARD_SETUP);
        assertThat(shop.unanswered()).isEmpty();
        assertThat(shop.due()).contains(new Due(shop.now(), Owner.ORDER, owed(subscription).id()));

        Customers customers = installation.get(Customers.class);
        UUID customer = subscription.customerId();
        RealInstant changed = customers.followUpOf(customer).orElseThrow();
        var steps = installation.steps(CustomerSteps.class);
        steps.tellProcessor(new CustomerSteps.Subject(customer));
        assertThat(customers.followUpOf(customer)).isEmpty();
        installation.inTransaction(() -> customers.followUp(customer, changed.plus(Duration.ofSeconds(5))));
        customers.followedUp(customer, changed, null);
        assertThat(customers.followUpOf(customer)).as("a later change").contains(changed.plus(Duration.ofSeconds(5)));
        charges(subscription);
    }

    private void charges(Subscription subscription) {
        Due due = shop.due().orElseThrow();
        UUID attempt = requireNonNull(collection.wake(new CollectionSteps.Due(due.id(), due.at())).attempt());
        assertThat(shop.charge(attempt, Aggregate.ORDER).state()).isEqualTo(State.SUCCEEDED);
        assertThat(owed(subscription).status()).isEqualTo(OrderStatus.PAID);
        assertThat(shop.due()).isEmpty();
    }

    /** SUB-5: each step clears what it has done and nothing else. */
    @Test
    void theEndOfACustomerIsDueUntilTheLastStepOfIt() {
        Customers customers = installation.get(Customers.class);
        UUID id = requireNonNull(shop.buys(shop.sells(null, 1_000, "usd"), "pm_card_visa").buyer().customerId());
        var subject = new CustomerSteps.Subject(id);
        var steps = installation.steps(CustomerSteps.class);
        RealInstant due = new RealInstant(Instant.parse("2026-01-01T00:00:00Z"));
        installation.inTransaction(() -> {
            var deleted = customers.lock(id).edit().deletedAt(shop.now()).done(shop.now());
            customers.update(dev.perennial.core.customer.Anonymization.of(deleted, shop.now()));
            customers.followUp(id, due);
        });
        steps.tellProcessor(subject);
        steps.endSubscriptions(subject);
        steps.forgetCards(subject);
        assertThat(customers.followUpOf(id)).as("the copies are left").contains(due);
        assertThat(steps.eraseCopies(subject)).isTrue();
        assertThat(customers.followUpOf(id)).isEmpty();
    }

    @Test
    void theEndOfACustomerWhoIsKeptIsDueUntilTheSubscriptionsHaveEnded() {
        Customers customers = installation.get(Customers.class);
        UUID id = requireNonNull(shop.buys(shop.sells(null, 1_000, "usd"), "pm_card_visa").buyer().customerId());
        installation.inTransaction(() -> {
            customers.update(customers.lock(id).edit().deletedAt(shop.now()).done(shop.now()));
            customers.followUp(id, installation.realNow());
        });
        installation.steps(CustomerSteps.class).endSubscriptions(new CustomerSteps.Subject(id));
        assertThat(customers.followUpOf(id)).isEmpty();
    }

    /** SUB-6 */
    @Test
    void aDeletedClockIsDueUntilWhatLivesOnItHasEnded() {
        TestClockSteps steps = installation.steps(TestClockSteps.class);
        steps.carryOut(shop.asks(Aggregate.TEST_CLOCK, shop.clockId(), "delete_clock", Map.of()));
        assertThat(followUpOfClock()).isEqualTo(1);
        steps.endSubscriptions(new TestClockSteps.Subject(shop.clockId()));
        assertThat(followUpOfClock()).isZero();
    }

    private int followUpOfClock() {
        return installation.get(Sql.class).one("select count(*)::int as due from test_clock where id = ? and follow_up_due_at is not null",
                row -> row.integer("due"), shop.clockId());
    }
}
