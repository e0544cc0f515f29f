package dev.perennial.activities.payment;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perennial.activities.Installation;
import dev.perennial.activities.Shop;
import dev.perennial.core.checkout.Checkout;
import dev.perennial.core.checkout.CheckoutStatus;
import dev.perennial.core.payment.PaymentAttempt;
import dev.perennial.core.subscription.Subscription;
import dev.perennial.workflows.Aggregate;
import dev.perennial.workflows.payment.ChargeSteps.State;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** PAY-6: what is recorded as failed can't take money any more. */
class DeclineIsFinalTest {
    @AutoClose
    static final Installation installation = new Installation();
    final Shop shop = new Shop(installation, "2025-01-31T10:00:00Z");

    @AfterEach
    void repair() { installation.order("DELETE", "faults", ""); }

    private static void cancelBreaks(String intent, String point, String kind) {
        installation.order("POST", "faults", "{\"method\":\"POST\",\"path\":\"/v1/payment_intents/%s\",\"point\":\"%s\",\"kind\":\"%s\"}"
                .formatted(intent, point, kind));
    }

    private UUID waitsForTheBank() {
        Checkout checkout = shop.opens(shop.sells(Shop.monthly(), 10_000, "usd"));
        UUID attempt = requireNonNull(shop.confirms(checkout, "pm_card_threeDSecure2Required").attempt());
        assertThat(shop.charge(attempt, Aggregate.CHECKOUT).state()).isEqualTo(State.REQUIRES_ACTION);
        return attempt;
    }

    @Test
    void aCardThatIsDeclinedAtOnce() {
        Subscription subscription = shop.subscribes();
        shop.cardsDecline(subscription, "insufficient_funds");
        UUID attempt = requireNonNull(shop.closePeriod(subscription.id()).attempt());
        assertThat(shop.charge(attempt, Aggregate.SUBSCRIPTION).state()).isEqualTo(State.FAILED);
        PaymentAttempt failed = shop.attempt(attempt);
        assertThat(failed.declineCode()).isEqualTo("insufficient_funds");
        assertThat(installation.statusOf(requireNonNull(failed.intentId()))).isEqualTo("canceled");
        assertThat(shop.payments()).containsExactly("succeeded 10000 usd purchase", "failed 10000 usd subscription_cycle");
    }

    @Test
    void aBuyerWhoFailsAtTheBank() {
        UUID attempt = waitsForTheBank();
        String intent = requireNonNull(shop.attempt(attempt).intentId());
        installation.answerBank(intent, false);
        assertThat(shop.resolve(attempt, Aggregate.CHECKOUT).state()).isEqualTo(State.FAILED);
        assertThat(installation.statusOf(intent)).isEqualTo("canceled");
    }

    /** As long as nobody has confirmed that the try is over, it is not. */
    @Test
    void aCancellationWithoutAnAnswerLeavesItOpen() {
        UUID attempt = waitsForTheBank();
        PaymentAttempt waiting = shop.attempt(attempt);
        String intent = requireNonNull(waiting.intentId());
        installation.answerBank(intent, false);
        cancelBreaks(intent, "before_effect", "cut");
        assertThatThrownBy(() -> shop.resolve(attempt, Aggregate.CHECKOUT)).isInstanceOf(ProcessorUnreachable.class);
        assertThat(shop.attempt(attempt).state()).isEqualTo(PaymentAttempt.State.UNKNOWN);
        assertThat(shop.attempt(attempt).intentId()).isEqualTo(intent);
        assertThat(shop.checkout(requireNonNull(waiting.checkoutId())).status()).isEqualTo(CheckoutStatus.CONFIRMED);
        assertThat(shop.resolve(attempt, Aggregate.CHECKOUT).state()).isEqualTo(State.FAILED);
        assertThat(installation.statusOf(intent)).isEqualTo("canceled");
    }

    /** The buyer's page tries again between the decline and its record: the answer to the cancellation is believed. */
    @Test
    void aSuccessInTheLastMomentCounts() {
        UUID attempt = waitsForTheBank();
        String intent = requireNonNull(shop.attempt(attempt).intentId());
        installation.answerBank(intent, false);
        cancelBreaks(intent, "before_effect", "cut");
        assertThatThrownBy(() -> shop.resolve(attempt, Aggregate.CHECKOUT)).isInstanceOf(ProcessorUnreachable.class);
        installation.confirms(intent, "pm_card_visa");
        assertThat(shop.resolve(attempt, Aggregate.CHECKOUT).state()).isEqualTo(State.SUCCEEDED);
        assertThat(shop.charges()).contains("succeeded 10000 usd");
    }
}
