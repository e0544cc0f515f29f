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
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever happens to the processor's answer, the money is taken once. */
class UnknownOutcomeTest {
    @AutoClose
    static final Installation installation = new Installation();
    final Shop shop = new Shop(installation, "2025-01-31T10:00:00Z");

    @AfterEach
    void repair() { installation.order("DELETE", "faults", ""); }

    private static void breaks(String path, String point, String kind, int times) {
        installation.order("POST", "faults",
                "{\"method\":\"POST\",\"path\":\"%s\",\"point\":\"%s\",\"kind\":\"%s\",\"times\":%d}".formatted(path, point, kind, times));
    }

    @ParameterizedTest
    @CsvSource({"before_effect, cut", "after_effect, cut", "after_effect, error_500", "before_effect, error_500", "before_effect, error_429"})
    void aPurchaseIsChargedOnce(String point, String kind) {
        Checkout checkout = shop.opens(shop.sells(Shop.monthly(), 10_000, "usd"));
        UUID attempt = requireNonNull(shop.confirms(checkout, "pm_card_visa").attempt());
        breaks("/v1/payment_intents", point, kind, 1);
        var unknown = shop.charge(attempt, Aggregate.CHECKOUT);
        assertThat(unknown.state()).isEqualTo(State.UNKNOWN);
        assertThat(unknown.result()).isNull();
        assertThat(unknown.agenda().nextWakeAt()).isEqualTo(shop.now());
        assertThat(shop.checkout(checkout.id()).status()).isEqualTo(CheckoutStatus.CONFIRMED);
        assertThat(shop.resolve(attempt, Aggregate.CHECKOUT).state()).isEqualTo(State.SUCCEEDED);
        assertThat(shop.checkout(checkout.id()).status()).isEqualTo(CheckoutStatus.SUCCEEDED);
        assertThat(shop.charges()).containsExactly("succeeded 10000 usd");
        assertThat(shop.payments()).containsExactly("succeeded 10000 usd purchase");
    }

    @ParameterizedTest
    @CsvSource({"before_effect, cut", "after_effect, cut", "after_effect, error_500", "before_effect, error_500", "before_effect, error_429"})
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
        breaks("/v1/payment_intents", "before_effect", "error_500", 1);
        assertThatThrownBy(() -> shop.resolve(attempt, Aggregate.ORDER)).isInstanceOf(ProcessorUnreachable.class);
        breaks("/v1/payment_intents", "after_effect", "cut", 1);
        assertThatThrownBy(() -> shop.resolve(attempt, Aggregate.ORDER)).isInstanceOf(ProcessorUnreachable.class);
        assertThat(shop.resolve(attempt, Aggregate.ORDER).state()).isEqualTo(State.SUCCEEDED);
        assertThat(shop.charges()).containsExactly("succeeded 10000 usd", "succeeded 10000 usd");
    }

    /** A failure of the processor's own is answered by asking once more under another key, silence is not. */
    @ParameterizedTest
    @CsvSource({"before_effect, cut, UNKNOWN", "after_effect, cut, UNKNOWN", "after_effect, error_500, SUCCEEDED",
            "before_effect, error_500, SUCCEEDED"})
    void aBuyerTheProcessorCouldNotBeToldOfIsToldLater(String point, String kind, State first) {
        Checkout checkout = shop.opens(shop.sells(Shop.monthly(), 10_000, "usd"));
        UUID attempt = requireNonNull(shop.confirms(checkout, "pm_card_visa").attempt());
        breaks("/v1/customers", point, kind, 1);
        assertThat(shop.charge(attempt, Aggregate.CHECKOUT).state()).isEqualTo(first);
        assertThat(shop.resolve(attempt, Aggregate.CHECKOUT).state()).isEqualTo(State.SUCCEEDED);
        assertThat(shop.charges()).containsExactly("succeeded 10000 usd");
    }
}
