package dev.perennial.activities.payment;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.activities.Installation;
import dev.perennial.activities.Shop;
import dev.perennial.core.checkout.Checkout;
import dev.perennial.core.checkout.CheckoutStatus;
import dev.perennial.core.moneycase.MoneyCase;
import dev.perennial.core.moneycase.MoneyCases;
import dev.perennial.core.order.OrderStatus;
import dev.perennial.core.order.Orders;
import dev.perennial.core.payment.PaymentAttempt;
import dev.perennial.core.testclock.BillingTime;
import dev.perennial.core.payment.PaymentAttempts;
import dev.perennial.core.payment.ProviderEvent;
import dev.perennial.core.subscription.Subscription;
import dev.perennial.core.subscription.SubscriptionState;
import dev.perennial.workflows.Aggregate;
import dev.perennial.workflows.checkout.CheckoutSteps;
import dev.perennial.workflows.order.CollectionSteps;
import dev.perennial.workflows.payment.ChargeSteps.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Money that arrives after its attempt was over, or by another intent: it buys what it was for or goes back, and somebody sees it (PAY-20 to PAY-26). */
class LateSuccessTest {
    private static final String REFUNDED = "succeeded, 10000 back";
    private static final String KEPT = "succeeded, 0 back";

    @AutoClose
    static final Installation installation = new Installation();
    final Shop shop = new Shop(installation, "2025-01-31T10:00:00Z");
    final MoneyCases cases = installation.get(MoneyCases.class);

    @AfterEach
    void repair() { installation.order("DELETE", "faults", ""); }

    private String intentOf(UUID attempt) { return requireNonNull(shop.attempt(attempt).intentId()); }

    private String processorCustomer(UUID attempt) {
        return requireNonNull(shop.customer(shop.attempt(attempt).customerId()).processorCustomerId());
    }

    /** An attempt whose payer failed the bank's check, and whose intent was left as it is: so did a release that called nothing off. */
    private UUID failedButNotFinal(Checkout checkout) {
        UUID attempt = requireNonNull(shop.confirms(checkout, "pm_card_threeDSecure2Required").attempt());
        assertThat(shop.charge(attempt, Aggregate.CHECKOUT).state()).isEqualTo(State.REQUIRES_ACTION);
        installation.inTransaction(() -> {
            var attempts = installation.get(PaymentAttempts.class);
            attempts.update(attempts.lock(attempt).with(PaymentAttempt.State.FAILED, null, null, "payment_intent_authentication_failure"));
            installation.sql("update checkout set status = 'open', next_wake_at = expires_at where id = ?", checkout.id());
        });
        return attempt;
    }

    /** What the desk does about an event that our rows don't show. */
    private void isTold(UUID attempt, String intent) {
        var event = new ProviderEvent("evt_" + UUID.randomUUID(), "stripe", "payment_intent.succeeded", intent, attempt, installation.realNow());
        PaymentAttempt row = shop.attempt(attempt);
        assertThat(event.route(row, false, null)).isEqualTo(new ProviderEvent.Route.Alarm(row, ProviderEvent.ownerOf(row)));
        installation.inTransaction(() -> cases.open(MoneyCase.noticed(row, intent, installation.realNow())));
    }

    /** What the session's workflow does when it is told that something has happened. */
    private State looks(Checkout checkout) {
        UUID attempt = requireNonNull(installation.steps(CheckoutSteps.class).load(new CheckoutSteps.Session(checkout.id())).attempt());
        return shop.resolve(attempt, Aggregate.CHECKOUT).state();
    }

    private boolean isQuiet(Checkout checkout) {
        return installation.steps(CheckoutSteps.class).load(new CheckoutSteps.Session(checkout.id())).attempt() == null;
    }

    @Test
    void aLateSuccessBuysWhatItWasForWhileTheSessionIsStillOpen() {
        Checkout checkout = shop.opens(shop.sells(Shop.monthly(), 10_000, "usd"));
        UUID attempt = failedButNotFinal(checkout);
        installation.answerBank(intentOf(attempt), true);
        isTold(attempt, intentOf(attempt));
        assertThat(looks(checkout)).isEqualTo(State.SUCCEEDED);
        assertThat(shop.checkout(checkout.id()).status()).isEqualTo(CheckoutStatus.SUCCEEDED);
        assertThat(installation.standing(intentOf(attempt))).isEqualTo(KEPT);
        assertThat(shop.cases()).as("nobody has to do anything").containsExactly("unexpected_payment 10000 usd refund none, closed");
        assertThat(shop.payments()).containsExactly("succeeded 10000 usd purchase");
        assertThat(shop.books(requireNonNull(shop.checkout(checkout.id()).orderId()))).contains("payment_captured processor_clearing 10000 usd",
                "payment_settled processor_clearing -320 usd");
        assertThat(isQuiet(checkout)).isTrue();
    }

    /** The answer of a question can be late as well: another one about the same attempt was answered before. */
    @Test
    void aSuccessThatAQuestionFindsLateIsNoLessGood() {
        Checkout checkout = shop.opens(shop.sells(Shop.monthly(), 10_000, "usd"));
        UUID attempt = failedButNotFinal(checkout);
        installation.answerBank(intentOf(attempt), true);
        var recorder = installation.get(AttemptRecorder.class);
        var found = installation.get(PaymentProcessor.class).retrieve(intentOf(attempt));
        assertThat(recorder.record(shop.attempt(attempt), Aggregate.CHECKOUT, found).state()).isEqualTo(State.SUCCEEDED);
        assertThat(recorder.record(shop.attempt(attempt), Aggregate.CHECKOUT, found).state()).isEqualTo(State.SUCCEEDED);
        assertThat(shop.checkout(checkout.id()).status()).isEqualTo(CheckoutStatus.SUCCEEDED);
        assertThat(shop.charges()).containsExactly("succeeded 10000 usd");
        assertThat(shop.cases()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"pays before", "pays afterwards", "is still paying"})
    void ofTwoTriesTheOneThatTheBuyerMadeLastWins(String course) {
        Checkout checkout = shop.opens(shop.sells(Shop.monthly(), 10_000, "usd"));
        UUID first = failedButNotFinal(checkout);
        boolean waits = !course.equals("pays before");
        UUID second = requireNonNull(shop.confirms(checkout, waits ? "pm_card_threeDSecure2Required" : "pm_card_visa").attempt());
        assertThat(shop.charge(second, Aggregate.CHECKOUT).state()).isEqualTo(waits ? State.REQUIRES_ACTION : State.SUCCEEDED);
        installation.answerBank(intentOf(first), true);
        isTold(first, intentOf(first));
        if (course.equals("pays afterwards")) {
            installation.answerBank(intentOf(second), true);
        }
        State seen = looks(checkout);
        if (course.equals("is still paying")) {
            assertThat(seen).isEqualTo(State.REQUIRES_ACTION);
            installation.answerBank(intentOf(second), true);
            assertThat(looks(checkout)).isEqualTo(State.SUCCEEDED);
        }
        assertThat(shop.checkout(checkout.id()).status()).isEqualTo(CheckoutStatus.SUCCEEDED);
        assertThat(shop.attempt(second).state()).isEqualTo(PaymentAttempt.State.SUCCEEDED);
        assertThat(installation.standing(intentOf(second))).isEqualTo(KEPT);
        assertThat(installation.standing(intentOf(first))).isEqualTo(REFUNDED);
        assertThat(shop.attempt(first).state()).isEqualTo(PaymentAttempt.State.FAILED);
        assertThat(shop.cases()).containsExactly("paid_twice 10000 usd refund done");
        assertThat(shop.balances()).as("one sale, and the processor's fee of the other charge").contains("processor_clearing 9360 usd",
                "processor_fees 640 usd").noneMatch(balance -> balance.startsWith("refunds_payable"));
        assertThat(isQuiet(checkout)).isTrue();
    }

    @Test
    void moneyForASessionThatIsOverGoesBack() {
        Checkout checkout = shop.opens(shop.sells(null, 10_000, "usd"));
        UUID attempt = failedButNotFinal(checkout);
        shop.travel(Duration.ofHours(24));
        installation.steps(CheckoutSteps.class).wake(new CheckoutSteps.Due(checkout.id(), checkout.expiresAt()));
        installation.answerBank(intentOf(attempt), true);
        isTold(attempt, intentOf(attempt));
        assertThat(looks(checkout)).isEqualTo(State.FAILED);
        assertThat(shop.checkout(checkout.id()).status()).isEqualTo(CheckoutStatus.EXPIRED);
        assertThat(installation.standing(intentOf(attempt))).isEqualTo(REFUNDED);
        assertThat(shop.cases()).containsExactly("paid_too_late 10000 usd refund done");
    }

    @Test
    void moneyForWhatTheSessionNoLongerSellsGoesBack() {
        Checkout checkout = shop.opens(shop.sells(null, 10_000, "usd"));
        UUID attempt = failedButNotFinal(checkout);
        installation.sql("update checkout set amount = 20000 where id = ?", checkout.id());
        installation.answerBank(intentOf(attempt), true);
        isTold(attempt, intentOf(attempt));
        assertThat(looks(checkout)).isEqualTo(State.FAILED);
        assertThat(shop.checkout(checkout.id()).status()).isEqualTo(CheckoutStatus.OPEN);
        assertThat(shop.cases()).containsExactly("paid_too_late 10000 usd refund done");
    }

    @Test
    void aSecondIntentOfAPaidAttemptGoesBack() {
        Checkout checkout = shop.buys(shop.sells(Shop.monthly(), 10_000, "usd"), "pm_card_visa");
        UUID attempt = installation.get(PaymentAttempts.class).findSuccessOfOrder(requireNonNull(checkout.orderId())).orElseThrow().id();
        String second = installation.secondIntent(shop.attempt(attempt), processorCustomer(attempt), "pm_card_visa");
        isTold(attempt, second);
        assertThat(looks(checkout)).isEqualTo(State.SUCCEEDED);
        assertThat(installation.standing(second)).isEqualTo(REFUNDED);
        assertThat(installation.standing(intentOf(attempt))).isEqualTo(KEPT);
        assertThat(shop.cases()).containsExactly("paid_twice 10000 usd refund done");
        assertThat(isQuiet(checkout)).isTrue();
    }

    @Test
    void aSecondIntentOfAnOpenAttemptGoesBackToo() {
        Checkout checkout = shop.opens(shop.sells(Shop.monthly(), 10_000, "usd"));
        UUID attempt = requireNonNull(shop.confirms(checkout, "pm_card_threeDSecure2Required").attempt());
        shop.charge(attempt, Aggregate.CHECKOUT);
        String second = installation.secondIntent(shop.attempt(attempt), processorCustomer(attempt), "pm_card_visa");
        isTold(attempt, second);
        assertThat(looks(checkout)).isEqualTo(State.REQUIRES_ACTION);
        assertThat(installation.standing(second)).isEqualTo(REFUNDED);
        installation.answerBank(intentOf(attempt), true);
        assertThat(looks(checkout)).isEqualTo(State.SUCCEEDED);
        assertThat(shop.cases()).containsExactly("paid_twice 10000 usd refund done");
    }

    @Test
    void aSecondIntentThatTookNothingIsCalledOff() {
        Checkout checkout = shop.buys(shop.sells(null, 10_000, "usd"), "pm_card_visa");
        UUID attempt = installation.get(PaymentAttempts.class).findSuccessOfOrder(requireNonNull(checkout.orderId())).orElseThrow().id();
        String waiting = installation.secondIntent(shop.attempt(attempt), processorCustomer(attempt), "pm_card_threeDSecure2Required");
        isTold(attempt, waiting);
        looks(checkout);
        assertThat(installation.standing(waiting)).isEqualTo("canceled, 0 back");
        assertThat(shop.cases()).containsExactly("unexpected_payment 10000 usd refund none, closed");
    }

    /** An order that its customer tried to pay by hand, in vain as it seemed. */
    private UUID failedRetry(Subscription subscription) {
        shop.cardsDecline(subscription, "insufficient_funds");
        shop.renews(subscription.id());
        var retry = shop.asks(Aggregate.ORDER, shop.latestOrder(subscription.id()).id(), "retry_payment",
                Map.of("confirmation_token_id", installation.token("pm_card_threeDSecure2Required")));
        UUID attempt = requireNonNull(installation.steps(CollectionSteps.class).retryPayment(retry).attempt());
        shop.charge(attempt, Aggregate.ORDER);
        installation.inTransaction(() -> {
            var attempts = installation.get(PaymentAttempts.class);
            attempts.update(attempts.lock(attempt).with(PaymentAttempt.State.FAILED, null, null, "payment_intent_authentication_failure"));
        });
        return attempt;
    }

    private State looksAtOrder(Subscription subscription) {
        var look = installation.steps(CollectionSteps.class).look(new CollectionSteps.Subject(shop.latestOrder(subscription.id()).id()));
        assertThat(look.move()).isEqualTo(CollectionSteps.Move.RESOLVE);
        return shop.resolve(requireNonNull(look.attempt()), Aggregate.ORDER).state();
    }

    @Test
    void aDebtThatIsPaidLateIsPaid() {
        Subscription subscription = shop.subscribes();
        UUID attempt = failedRetry(subscription);
        installation.answerBank(intentOf(attempt), true);
        isTold(attempt, intentOf(attempt));
        assertThat(looksAtOrder(subscription)).isEqualTo(State.SUCCEEDED);
        assertThat(shop.latestOrder(subscription.id()).status()).isEqualTo(OrderStatus.PAID);
        assertThat(shop.subscription(subscription.id()).state()).isEqualTo(new SubscriptionState.Active());
        assertThat(installation.standing(intentOf(attempt))).isEqualTo(KEPT);
    }

    @ParameterizedTest
    @CsvSource({"true, paid_twice", "false, paid_too_late"})
    void aDebtThatIsSettledOrWrittenOffTakesNoMoney(boolean paid, String kind) {
        Subscription subscription = shop.subscribes();
        UUID attempt = failedRetry(subscription);
        var order = shop.latestOrder(subscription.id());
        if (paid) {
            installation.order("POST", "payment-methods/" + processorCustomer(attempt), "{\"outcome\":\"success\"}");
            Instant due = requireNonNull(order.collection().nextAttemptAt());
            shop.travelTo(due);
            UUID next = requireNonNull(installation.steps(CollectionSteps.class).wake(new CollectionSteps.Due(order.id(), due)).attempt());
            assertThat(shop.charge(next, Aggregate.ORDER).state()).isEqualTo(State.SUCCEEDED);
        } else {
            installation.inTransaction(() -> installation.get(Orders.class).update(order.voided(shop.now())));
        }
        installation.answerBank(intentOf(attempt), true);
        isTold(attempt, intentOf(attempt));
        assertThat(looksAtOrder(subscription)).isEqualTo(State.FAILED);
        assertThat(installation.standing(intentOf(attempt))).isEqualTo(REFUNDED);
        assertThat(shop.cases()).containsExactly(kind + " 10000 usd refund done");
    }

    @Test
    void aRefundThatGotNoAnswerIsTriedAgainAndGoesBackOnce() {
        Checkout checkout = shop.opens(shop.sells(null, 10_000, "usd"));
        UUID first = failedButNotFinal(checkout);
        UUID second = requireNonNull(shop.confirms(checkout, "pm_card_visa").attempt());
        shop.charge(second, Aggregate.CHECKOUT);
        installation.answerBank(intentOf(first), true);
        isTold(first, intentOf(first));
        installation.order("POST", "faults",
                "{\"method\":\"POST\",\"path\":\"/v1/refunds\",\"point\":\"after_effect\",\"kind\":\"cut\",\"times\":1}");
        looks(checkout);
        assertThat(shop.cases()).containsExactly("paid_twice 10000 usd refund due");
        MoneyCase due = cases.find(first, intentOf(first)).orElseThrow();
        assertThat(due.problem()).isEqualTo("the processor gave no answer");
        assertThat(due.tries()).isEqualTo(1);
        assertThat(due.nextTryAt()).isGreaterThan(installation.realNow());
        var refunds = installation.get(Refunds.class);
        refunds.carryOut(due.id());
        refunds.carryOut(due.id());
        assertThat(shop.cases()).containsExactly("paid_twice 10000 usd refund done");
        assertThat(installation.standing(intentOf(first))).isEqualTo(REFUNDED);
    }

    /** PAY-21: the processor may take longer over a payment than anybody asks about it; what it tells then is heard. */
    @Test
    void moneyThatArrivesAfterTheLastLookGoesBackAllTheSame() {
        Checkout checkout = shop.buys(shop.sells(null, 10_000, "usd"), "pm_card_visa");
        UUID attempt = installation.get(PaymentAttempts.class).findSuccessOfOrder(requireNonNull(checkout.orderId())).orElseThrow().id();
        String second = installation.secondIntent(shop.attempt(attempt), processorCustomer(attempt), "pm_card_visa");
        isTold(attempt, second);
        installation.sql("update money_case set tries = 17, next_try_at = null, problem = 'the payment is still under way' where intent_id = ?",
                second);
        isTold(attempt, second);
        looks(checkout);
        assertThat(installation.standing(second)).isEqualTo(REFUNDED);
        assertThat(shop.cases()).containsExactly("paid_twice 10000 usd refund done");
    }

    /** The event can be judged by the attempt as it was a moment before its success was recorded. */
    @Test
    void anAttemptsOwnPaymentIsNoCaseForPeople() {
        Checkout checkout = shop.buys(shop.sells(null, 10_000, "usd"), "pm_card_visa");
        UUID attempt = installation.get(PaymentAttempts.class).findSuccessOfOrder(requireNonNull(checkout.orderId())).orElseThrow().id();
        installation.inTransaction(
                () -> cases.open(MoneyCase.noticed(shop.attempt(attempt), intentOf(attempt), installation.get(BillingTime.class).realNow())));
        assertThat(looks(checkout)).isEqualTo(State.SUCCEEDED);
        assertThat(shop.cases()).containsExactly("unexpected_payment 10000 usd refund none, closed");
        assertThat(isQuiet(checkout)).isTrue();
    }

    /** Under its key the processor would repeat that it has failed for a day; that the money has gone back can be seen at once. */
    @Test
    void aRefundThatTheProcessorSaysItFailedAtIsLookedUp() {
        Checkout checkout = shop.opens(shop.sells(null, 10_000, "usd"));
        UUID first = failedButNotFinal(checkout);
        shop.charge(requireNonNull(shop.confirms(checkout, "pm_card_visa").attempt()), Aggregate.CHECKOUT);
        installation.answerBank(intentOf(first), true);
        isTold(first, intentOf(first));
        installation.order("POST", "faults",
                "{\"method\":\"POST\",\"path\":\"/v1/refunds\",\"point\":\"after_effect\",\"kind\":\"error_500\",\"times\":1}");
        looks(checkout);
        assertThat(shop.cases()).containsExactly("paid_twice 10000 usd refund due");
        installation.get(Refunds.class).carryOut(cases.find(first, intentOf(first)).orElseThrow().id());
        assertThat(shop.cases()).containsExactly("paid_twice 10000 usd refund done");
        assertThat(installation.standing(intentOf(first))).isEqualTo(REFUNDED);
    }
}
