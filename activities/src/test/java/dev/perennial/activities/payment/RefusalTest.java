package dev.perennial.activities.payment;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perennial.activities.Installation;
import dev.perennial.activities.Shop;
import dev.perennial.core.checkout.Checkout;
import dev.perennial.core.checkout.CheckoutStatus;
import dev.perennial.core.order.OrderStatus;
import dev.perennial.core.payment.Breaker;
import dev.perennial.core.payment.Breakers;
import dev.perennial.core.payment.PaymentAttempt;
import dev.perennial.core.payment.PaymentMethod;
import dev.perennial.core.payment.PaymentMethods;
import dev.perennial.core.subscription.Subscription;
import dev.perennial.core.subscription.SubscriptionState;
import dev.perennial.workflows.Aggregate;
import dev.perennial.workflows.checkout.CheckoutSteps;
import dev.perennial.workflows.payment.ChargeSteps.State;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the processor refuses for our own fault changes nothing for a customer (PAY-7 to PAY-9). */
class RefusalTest {
    private static final int MANY = 300;
    @AutoClose
    static final Installation installation = new Installation();
    final Shop shop = new Shop(installation, "2025-01-31T10:00:00Z");

    @AfterEach
    void repair() {
        ourKeyIs("right");
        installation.order("DELETE", "faults", "");
        installation.get(Breakers.class).accepted();
        installation.backToTheMachinesTime();
    }

    private static void ourKeyIs(String how) {
        installation.order("POST", "key", how.equals("right") ? "{}" : "{\"only\":\"sk_of_somebody_else\"}");
    }

    private static long requests() { return installation.order("GET", "stats", "").path("requests").asLong(); }

    private static double refusals() {
        return installation.get(MeterRegistry.class).find("perennial.processor.refused").counters().stream().mapToDouble(Counter::count).sum();
    }

    private static List<PaymentMethod> cards(Subscription of) { return installation.get(PaymentMethods.class).ofCustomer(of.customerId()); }

    @Test
    void aNightWithAWrongKeyCostsNobodyACard() {
        List<Subscription> subscriptions = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            subscriptions.add(shop.subscribes());
        }
        ourKeyIs("wrong");
        long before = requests();
        double refused = refusals();
        List<UUID> attempts = subscriptions.stream().map(each -> requireNonNull(shop.closePeriod(each.id()).attempt())).toList();
        shop.facts();
        for (UUID attempt : attempts) {
            assertThat(shop.charge(attempt, Aggregate.SUBSCRIPTION).state()).isEqualTo(State.UNKNOWN);
        }
        for (UUID attempt : attempts) {
            assertThatThrownBy(() -> shop.resolve(attempt, Aggregate.ORDER)).isInstanceOf(ProcessorRefused.class);
        }
        assertThat(requests() - before).as("calls at the processor").isBetween(1L, 10L);
        assertThat(refusals() - refused).isEqualTo(requests() - before);
        assertThat(shop.facts()).doesNotContain("subscription.updated", "subscription.past_due", "order.updated");
        for (Subscription each : subscriptions) {
            assertThat(shop.subscription(each.id()).state()).isEqualTo(new SubscriptionState.Active());
            assertThat(shop.subscription(each.id()).paymentMethodId()).isEqualTo(each.paymentMethodId());
            assertThat(cards(each)).hasSize(1);
            assertThat(shop.latestOrder(each.id()).collection().failedAttempts()).isZero();
        }
        ourKeyIs("right");
        installation.pass(Duration.ofMinutes(5));
        for (UUID attempt : attempts) {
            assertThat(shop.resolve(attempt, Aggregate.ORDER).state()).isEqualTo(State.SUCCEEDED);
        }
        assertThat(installation.get(Breakers.class).get()).isEqualTo(Breaker.CLOSED);
        for (Subscription each : subscriptions) {
            assertThat(shop.latestOrder(each.id()).status()).isEqualTo(OrderStatus.PAID);
        }
        assertThat(shop.charges()).hasSize(2 * MANY).allMatch("succeeded 10000 usd"::equals);
    }

    /** With the key of another account nothing of ours is there: neither the customer nor the card. */
    @Test
    void aWrongAccountRemovesNoCard() {
        Subscription subscription = shop.subscribes();
        UUID attempt = requireNonNull(shop.closePeriod(subscription.id()).attempt());
        String known = shop.isKnownAs(subscription, "cus_of_another_account");
        assertThat(shop.charge(attempt, Aggregate.SUBSCRIPTION).state()).isEqualTo(State.UNKNOWN);
        assertThat(shop.attempt(attempt).isHeld()).isTrue();
        assertThat(cards(subscription)).hasSize(1);
        assertThatThrownBy(() -> installation.get(PaymentProcessor.class).detach("cus_of_another_account", "pm_of_another_account"))
                .isInstanceOf(ProcessorRefused.class);
        shop.isKnownAs(subscription, known);
        assertThat(shop.resolve(attempt, Aggregate.ORDER).state()).isEqualTo(State.SUCCEEDED);
    }

    /** The card is missing and its customer is not: then the answer is believed. */
    @Test
    void aCardThatIsReallyGoneIsRemoved() {
        Subscription subscription = shop.subscribes();
        UUID attempt = requireNonNull(shop.closePeriod(subscription.id()).attempt());
        installation.get(PaymentProcessor.class).detach(requireNonNull(shop.customer(subscription.customerId()).processorCustomerId()),
                cards(subscription).getFirst().processorId());
        assertThat(shop.charge(attempt, Aggregate.SUBSCRIPTION).state()).isEqualTo(State.FAILED);
        assertThat(cards(subscription)).isEmpty();
        assertThat(shop.subscription(subscription.id()).state()).isEqualTo(new SubscriptionState.PastDue(shop.now()));
    }

    /** One attempt that the processor never takes stops nobody else, however often it is tried. */
    @Test
    void onePoisonedAttemptOpensNothing() {
        Subscription poisoned = shop.subscribes();
        Subscription sound = shop.subscribes();
        UUID attempt = requireNonNull(shop.closePeriod(poisoned.id()).attempt());
        shop.isKnownAs(poisoned, "cus_nobody");
        shop.charge(attempt, Aggregate.SUBSCRIPTION);
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> shop.resolve(attempt, Aggregate.ORDER)).isInstanceOf(ProcessorRefused.class);
        }
        assertThat(installation.get(Breakers.class).get().isOpen()).isFalse();
        assertThat(shop.renews(sound.id()).state()).isEqualTo(State.SUCCEEDED);
    }

    /** PAY-9: nobody waits for a buyer for ever, and nothing was taken from them. */
    @Test
    void aBuyerWhoseTimeIsOverMayTryAgain() {
        Checkout checkout = shop.opens(shop.sells(Shop.monthly(), 10_000, "usd"));
        UUID attempt = requireNonNull(shop.confirms(checkout, "pm_card_visa").attempt());
        ourKeyIs("wrong");
        assertThat(shop.charge(attempt, Aggregate.CHECKOUT).state()).isEqualTo(State.UNKNOWN);
        assertThatThrownBy(() -> shop.resolve(attempt, Aggregate.CHECKOUT)).isInstanceOf(ProcessorRefused.class);
        assertThat(shop.checkout(checkout.id()).status()).isEqualTo(CheckoutStatus.CONFIRMED);
        shop.travel(PaymentAttempt.PAYER_TIMEOUT);
        assertThat(shop.resolve(attempt, Aggregate.CHECKOUT).state()).isEqualTo(State.FAILED);
        assertThat(shop.checkout(checkout.id()).status()).isEqualTo(CheckoutStatus.OPEN);
        assertThat(shop.charges()).isEmpty();
    }

    /** PAY-9: when an earlier request may have had its effect, the processor has to be heard first. */
    @Test
    void whatMayHaveBeenTakenIsNotGivenUp() {
        Checkout checkout = shop.opens(shop.sells(Shop.monthly(), 10_000, "usd"));
        UUID attempt = requireNonNull(shop.confirms(checkout, "pm_card_visa").attempt());
        installation.order("POST", "faults",
                "{\"method\":\"POST\",\"path\":\"/v1/payment_intents\",\"point\":\"after_effect\",\"kind\":\"cut\"}");
        assertThat(shop.charge(attempt, Aggregate.CHECKOUT).state()).isEqualTo(State.UNKNOWN);
        ourKeyIs("wrong");
        assertThatThrownBy(() -> shop.resolve(attempt, Aggregate.CHECKOUT)).isInstanceOf(ProcessorRefused.class);
        shop.travel(PaymentAttempt.PAYER_TIMEOUT);
        assertThatThrownBy(() -> shop.resolve(attempt, Aggregate.CHECKOUT)).isInstanceOf(ProcessorRefused.class);
        ourKeyIs("right");
        assertThat(shop.resolve(attempt, Aggregate.CHECKOUT).state()).isEqualTo(State.SUCCEEDED);
        assertThat(shop.charges()).hasSize(1);
    }

    /** PAY-7: what a payer's page has sent is the payer's: nobody else waits for it, and they hear of it at once. */
    @ParameterizedTest
    @ValueSource(strings = {"ctoken_made_up", "", " "})
    void aTokenThatAPageMadeUpIsDeclinedAndOpensNothing(String token) {
        for (int i = 0; i < 4; i++) {
            Checkout checkout = shop.opens(shop.sells(Shop.monthly(), 10_000, "usd"));
            var confirmed = installation.steps(CheckoutSteps.class)
                    .confirm(shop.asks(Aggregate.CHECKOUT, checkout.id(), "confirm_checkout", Map.of("confirmation_token_id", token)));
            UUID attempt = requireNonNull(confirmed.attempt());
            assertThat(shop.charge(attempt, Aggregate.CHECKOUT).state()).isEqualTo(State.FAILED);
            assertThat(shop.checkout(checkout.id()).status()).isEqualTo(CheckoutStatus.OPEN);
        }
        assertThat(installation.get(Breakers.class).get()).isEqualTo(Breaker.CLOSED);
    }
}
