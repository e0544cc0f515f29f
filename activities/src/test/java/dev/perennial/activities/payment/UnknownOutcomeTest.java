package dev.perennial.activities.payment;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perennial.activities.Installation;
import dev.perennial.activities.Shop;
import dev.perennial.core.checkout.Checkout;
import dev.perennial.core.checkout.CheckoutStatus;
import dev.perennial.core.order.OrderStatus;
import dev.perennial.core.subscription.Subscription;
import dev.perennial.core.subscription.SubscriptionState;
import dev.perennial.workflows.Aggregate;
import dev.perennial.workflows.order.CollectionSteps;
import dev.perennial.workflows.order.CollectionSteps.Move;
import dev.perennial.workflows.payment.ChargeSteps.State;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens to the processor's answer, the money is taken once. */
class UnknownOutcomeTest {
    @AutoClose
    static final Installation installation = new Installation();
    final Shop shop = new Shop(installation, "2025-01-31T10:00:00Z");

    @AfterEach
    void repair() {
        installation.order("DELETE", "faults", "");
        installation.backToTheMachinesTime();
    }

    /** What was sent and not answered is surely over. */
    private static final Duration REQUEST_IS_OVER = Duration.ofSeconds(91);

    private static void breaks(String path, String point, String kind, int times) {
        installation.order("POST", "faults",
                "{\"method\":\"POST\",\"path\":\"%s\",\"point\":\"%s\",\"kind\":\"%s\",\"times\":%d}".formatted(path, point, kind, times));
    }

    @ParameterizedTest
    @CsvSource({"before_effect, cut", "after_effect, cut", "after_effect, error_500", "before_effect, error_500", "before_effect, error_409",
            "after_effect, error_409", "before_effect, error_502", "after_effect, error_502", "before_effect, wrong_answer",
            "after_effect, wrong_answer"})
    void aPurchaseIsChargedOnce(String point, String kind) {
        Checkout checkout = shop.opens(shop.sells(Shop.monthly(), 10_000, "usd"));
        UUID attempt = requireNonNull(shop.confirms(checkout, "pm_card_visa").attempt());
        breaks("/v1/payment_intents", point, kind, 1);
        var unknown = shop.charge(attempt, Aggregate.CHECKOUT);
        assertThat(unknown.state()).isEqualTo(State.UNKNOWN);
        assertThat(unknown.result()).isNull();
        assertThat(unknown.agenda().nextWakeAt()).isEqualTo(shop.now());
        assertThat(shop.checkout(checkout.id()).status()).isEqualTo(CheckoutStatus.CONFIRMED);
        installation.pass(REQUEST_IS_OVER);
        assertThat(shop.resolve(attempt, Aggregate.CHECKOUT).state()).isEqualTo(State.SUCCEEDED);
        assertThat(shop.checkout(checkout.id()).status()).isEqualTo(CheckoutStatus.SUCCEEDED);
        assertThat(shop.charges()).containsExactly("succeeded 10000 usd");
        assertThat(shop.payments()).containsExactly("succeeded 10000 usd purchase");
    }

    @ParameterizedTest
    @CsvSource({"before_effect, cut", "after_effect, cut", "after_effect, error_500", "before_effect, error_500", "before_effect, error_409",
            "after_effect, error_409", "before_effect, error_502", "after_effect, error_502", "before_effect, wrong_answer",
            "after_effect, wrong_answer"})
    void aRenewalIsChargedOnce(String point, String kind) {
        Subscription subscription = shop.subscribes();
        UUID attempt = requireNonNull(shop.closePeriod(subscription.id()).attempt());
        shop.facts();
        breaks("/v1/payment_intents", point, kind, 1);
        var unknown = shop.charge(attempt, Aggregate.SUBSCRIPTION);
        assertThat(unknown.state()).isEqualTo(State.UNKNOWN);
        assertThat(unknown.agenda().nextWakeAt()).as("the subscription sleeps on").isEqualTo("2025-03-31T10:00:00Z");
        assertThat(shop.facts()).containsExactly("collection.started");
        var look = installation.steps(CollectionSteps.class).look(new CollectionSteps.Subject(shop.latestOrder(subscription.id()).id()));
        assertThat(look.move()).isEqualTo(Move.RESOLVE);
        assertThat(look.attempt()).isEqualTo(attempt);
        installation.pass(REQUEST_IS_OVER);
        assertThat(shop.resolve(attempt, Aggregate.ORDER).state()).isEqualTo(State.SUCCEEDED);
        assertThat(shop.facts()).containsExactly("order.updated", "order.paid", "order.updated");
        assertThat(shop.latestOrder(subscription.id()).status()).isEqualTo(OrderStatus.PAID);
        assertThat(shop.latestOrder(subscription.id()).nextWakeAt()).isNull();
        assertThat(shop.subscription(subscription.id()).state()).isEqualTo(new SubscriptionState.Active());
        assertThat(shop.charges()).containsExactly("succeeded 10000 usd", "succeeded 10000 usd");
    }

    @ParameterizedTest
    @CsvSource({"before_effect, cut", "after_effect, cut", "after_effect, error_500", "before_effect, error_500"})
    void aDeclineThatWasLostIsStillADecline(String point, String kind) {
        Subscription subscription = shop.subscribes();
        shop.cardsDecline(subscription, "insufficient_funds");
        UUID attempt = requireNonNull(shop.closePeriod(subscription.id()).attempt());
        breaks("/v1/payment_intents", point, kind, 1);
        assertThat(shop.charge(attempt, Aggregate.SUBSCRIPTION).state()).isEqualTo(State.UNKNOWN);
        installation.pass(REQUEST_IS_OVER);
        assertThat(shop.resolve(attempt, Aggregate.ORDER).state()).isEqualTo(State.FAILED);
        assertThat(shop.subscription(subscription.id()).state()).isEqualTo(new SubscriptionState.PastDue(shop.now()));
        assertThat(shop.attempt(attempt).declineCode()).isEqualTo("insufficient_funds");
        assertThat(shop.charges()).containsExactlyInAnyOrder("succeeded 10000 usd", "failed 10000 usd");
    }

    /** Troubles in a row, of both kinds, before and after the effect. */
    @Test
    void itIsAskedAsLongAsNobodyKnows() {
        Subscription subscription = shop.subscribes();
        UUID attempt = requireNonNull(shop.closePeriod(subscription.id()).attempt());
        breaks("/v1/payment_intents", "before_effect", "error_500", 1);
        assertThat(shop.charge(attempt, Aggregate.SUBSCRIPTION).state()).isEqualTo(State.UNKNOWN);
        assertUnknown(attempt); // PAY-3: the request may be alive.
        installation.pass(REQUEST_IS_OVER);
        breaks("/v1/payment_intents", "before_effect", "error_500", 1);
        assertUnknown(attempt);
        installation.pass(REQUEST_IS_OVER);
        breaks("/v1/payment_intents", "after_effect", "cut", 1);
        assertUnknown(attempt);
        assertThat(shop.resolve(attempt, Aggregate.ORDER).state()).isEqualTo(State.SUCCEEDED);
        assertThat(shop.charges()).containsExactly("succeeded 10000 usd", "succeeded 10000 usd");
    }

    private void assertUnknown(UUID attempt) {
        assertThatThrownBy(() -> shop.resolve(attempt, Aggregate.ORDER)).isInstanceOf(ProcessorUnreachable.class);
    }

    /** PAY-1: no answer, a key in use, a gateway's error and a page in place of the answer say nothing, and the key finds out at once. */
    @ParameterizedTest
    @ValueSource(strings = {"cut", "error_409", "error_502", "wrong_answer"})
    void noAnswerIsAskedAboutUnderTheSameKey(String kind) {
        Subscription subscription = shop.subscribes();
        UUID attempt = requireNonNull(shop.closePeriod(subscription.id()).attempt());
        breaks("/v1/payment_intents", "after_effect", kind, 1);
        assertThat(shop.charge(attempt, Aggregate.SUBSCRIPTION).state()).isEqualTo(State.UNKNOWN);
        breaks("/v1/payment_intents", "before_effect", kind, 2);
        assertUnknown(attempt);
        assertUnknown(attempt);
        assertThat(shop.attempt(attempt).generation()).isZero();
        assertThat(shop.resolve(attempt, Aggregate.ORDER).state()).isEqualTo(State.SUCCEEDED);
        assertThat(shop.attempt(attempt).generation()).isZero();
        assertThat(shop.charges()).hasSize(2);
    }

    /** PAY-3: a failure of the processor spends the key, but its request may still be alive. */
    @Test
    void anotherKeyWaitsUntilTheRequestIsOver() {
        Subscription subscription = shop.subscribes();
        UUID attempt = requireNonNull(shop.closePeriod(subscription.id()).attempt());
        breaks("/v1/payment_intents", "before_effect", "error_500", 1);
        shop.charge(attempt, Aggregate.SUBSCRIPTION);
        installation.pass(Duration.ofSeconds(80));
        assertUnknown(attempt);
        assertThat(shop.attempt(attempt).generation()).isZero();
        assertThat(shop.charges()).hasSize(1);
        installation.pass(Duration.ofSeconds(11));
        assertThat(shop.resolve(attempt, Aggregate.ORDER).state()).isEqualTo(State.SUCCEEDED);
        assertThat(shop.attempt(attempt).generation()).isOne();
    }

    /** PAY-4: what counts is the age of the key, not of the attempt; a day late takes one new key and keeps it. */
    @Test
    void aKeyThatIsTooOldIsReplacedOnce() {
        Subscription subscription = shop.subscribes();
        UUID attempt = requireNonNull(shop.closePeriod(subscription.id()).attempt());
        breaks("/v1/payment_intents", "before_effect", "cut", 1);
        shop.charge(attempt, Aggregate.SUBSCRIPTION);
        installation.pass(Duration.ofHours(24));
        installation.pass(Duration.ofHours(1));
        breaks("/v1/payment_intents", "before_effect", "cut", 3);
        assertUnknown(attempt);
        installation.pass(REQUEST_IS_OVER);
        assertUnknown(attempt);
        installation.pass(REQUEST_IS_OVER);
        assertUnknown(attempt);
        assertThat(shop.attempt(attempt).generation()).isOne();
        assertThat(shop.resolve(attempt, Aggregate.ORDER).state()).isEqualTo(State.SUCCEEDED);
        assertThat(shop.attempt(attempt).generation()).isOne();
        assertThat(shop.charges()).hasSize(2);
    }

    /** PAY-4: a first call that comes a day late: nobody knows what went before. */
    @Test
    void aFirstCallThatComesTooLateLooksFirst() {
        Subscription subscription = shop.subscribes();
        UUID attempt = requireNonNull(shop.closePeriod(subscription.id()).attempt());
        installation.pass(Duration.ofHours(24));
        assertThat(shop.charge(attempt, Aggregate.SUBSCRIPTION).state()).isEqualTo(State.UNKNOWN);
        assertThat(shop.charges()).hasSize(1);
        installation.pass(REQUEST_IS_OVER);
        assertThat(shop.resolve(attempt, Aggregate.ORDER).state()).isEqualTo(State.SUCCEEDED);
        assertThat(shop.charges()).hasSize(2);
    }

    /** PAY-2: the look-up reads every page of what the customer has begun, and prefers money that was taken. */
    @Test
    void theLookUpReadsAllPagesAndPrefersASuccess() {
        Subscription subscription = shop.subscribes();
        UUID attempt = requireNonNull(shop.closePeriod(subscription.id()).attempt());
        breaks("/v1/payment_intents", "after_effect", "error_500", 1);
        shop.charge(attempt, Aggregate.SUBSCRIPTION);
        String customer = requireNonNull(shop.customer(subscription.customerId()).processorCustomerId());
        installation.intents(customer, attempt, 1); // Newer, of the same attempt, and never paid.
        installation.intents(customer, UUID.randomUUID(), 120);
        installation.pass(REQUEST_IS_OVER);
        assertThat(shop.resolve(attempt, Aggregate.ORDER).state()).isEqualTo(State.SUCCEEDED);
        assertThat(shop.charges()).hasSize(2);
        assertThat(installation.openIntents(customer, attempt)).as("what could still take money is called off").isZero();
    }

    /** PAY-1: the processor says that the key was for another request, as when a name was changed in between: what that one did has to be looked up. */
    @Test
    void aKeyThatWasForAnotherRequestIsLookedUp() {
        Subscription subscription = shop.subscribes();
        UUID attempt = requireNonNull(shop.closePeriod(subscription.id()).attempt());
        breaks("/v1/payment_intents", "after_effect", "cut", 1);
        shop.charge(attempt, Aggregate.SUBSCRIPTION);
        shop.isRenamed("Another name");
        assertUnknown(attempt);
        installation.pass(REQUEST_IS_OVER);
        assertThat(shop.resolve(attempt, Aggregate.ORDER).state()).isEqualTo(State.SUCCEEDED);
        assertThat(shop.charges()).hasSize(2);
    }

    /** PAY-10: a card that was removed meanwhile does not hold the outcome back: the processor answers, or declines. */
    @ParameterizedTest
    @CsvSource({"after_effect, SUCCEEDED", "before_effect, FAILED"})
    void aRemovedCardDoesNotHideTheOutcome(String point, State state) {
        Subscription subscription = shop.subscribes();
        UUID attempt = requireNonNull(shop.closePeriod(subscription.id()).attempt());
        breaks("/v1/payment_intents", point, "cut", 1);
        shop.charge(attempt, Aggregate.SUBSCRIPTION);
        shop.removesCards(subscription);
        assertThat(shop.resolve(attempt, Aggregate.ORDER).state()).isEqualTo(state);
        assertThat(shop.charges()).hasSize(state == State.SUCCEEDED ? 2 : 1);
    }

    /** PAY-5: the same rule for making a payer known: a failure of the processor's own waits for its request to be over, silence is asked about at once. */
    @ParameterizedTest
    @CsvSource({"before_effect, cut", "after_effect, cut", "after_effect, error_500", "before_effect, error_500", "before_effect, error_409",
            "after_effect, error_502", "after_effect, wrong_answer"})
    void aBuyerTheProcessorCouldNotBeToldOfIsToldLater(String point, String kind) {
        Checkout checkout = shop.opens(shop.sells(Shop.monthly(), 10_000, "usd"));
        UUID attempt = requireNonNull(shop.confirms(checkout, "pm_card_visa").attempt());
        breaks("/v1/customers", point, kind, 1);
        assertThat(shop.charge(attempt, Aggregate.CHECKOUT).state()).isEqualTo(State.UNKNOWN);
        installation.pass(REQUEST_IS_OVER);
        assertThat(shop.resolve(attempt, Aggregate.CHECKOUT).state()).isEqualTo(State.SUCCEEDED);
        assertThat(shop.charges()).containsExactly("succeeded 10000 usd");
        assertThat(installation.customersOf(requireNonNull(checkout.buyer().email()))).isOne();
    }

    /** PAY-5: a look-up that stopped after twenty of the address would make a second one. */
    @Test
    void aPayerIsFoundAmongManyOfTheSameAddress() {
        Checkout checkout = shop.opens(shop.sells(Shop.monthly(), 10_000, "usd"));
        UUID attempt = requireNonNull(shop.confirms(checkout, "pm_card_visa").attempt());
        breaks("/v1/customers", "after_effect", "error_500", 1);
        shop.charge(attempt, Aggregate.CHECKOUT);
        String email = requireNonNull(checkout.buyer().email());
        installation.customers(email, 120);
        installation.pass(REQUEST_IS_OVER);
        assertThat(shop.resolve(attempt, Aggregate.CHECKOUT).state()).isEqualTo(State.SUCCEEDED);
        assertThat(installation.customersOf(email)).isEqualTo(121);
    }
}
