package dev.perennial.activities.payment;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.activities.Installation;
import dev.perennial.activities.Shop;
import dev.perennial.core.checkout.Checkout;
import dev.perennial.core.checkout.CheckoutStatus;
import dev.perennial.core.command.Reconciliation;
import dev.perennial.core.payment.PaymentAttempt;
import dev.perennial.core.persistence.Sql;
import dev.perennial.core.subscription.Subscription;
import dev.perennial.core.testclock.TestClocks;
import dev.perennial.workflows.Agenda;
import dev.perennial.workflows.Aggregate;
import dev.perennial.workflows.checkout.CheckoutSteps;
import dev.perennial.workflows.customer.CustomerSteps;
import dev.perennial.workflows.payment.ChargeSteps;
import dev.perennial.workflows.payment.ChargeSteps.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** LIV-20: what a customer on a test clock pays, and all that is written of them, goes by the clock, however much time passes on the wall. */
class PayerOnAClockTest {
    @AutoClose
    static final Installation installation = new Installation();
    final CheckoutSteps steps = installation.steps(CheckoutSteps.class);
    final Shop shop = new Shop(installation, "2025-01-31T10:00:00Z");
    private final Checkout checkout = shop.opens(shop.sells(Shop.monthly(), 10_000, "usd"));

    @AfterEach
    void goBack() { installation.backToTheMachinesTime(); }

    /** The bank wants the buyer to confirm the payment. */
    private PaymentAttempt asksTheBuyer() {
        UUID attempt = requireNonNull(shop.confirms(checkout, "pm_card_threeDSecure2Required").attempt());
        ChargeSteps.Answer waiting = shop.charge(attempt, Aggregate.CHECKOUT);
        assertThat(waiting.state()).isEqualTo(State.REQUIRES_ACTION);
        return shop.attempt(attempt);
    }

    private ChargeSteps.Answer asks(PaymentAttempt attempt) { return shop.resolve(attempt.id(), Aggregate.CHECKOUT); }

    private static Set<UUID> late() {
        return installation.get(Reconciliation.class).take(Reconciliation.Kind.CHECKOUT, installation.realNow(), 1_000).stream()
                .map(Reconciliation.Late::id).collect(Collectors.toSet());
    }

    @Test
    void nobodyAsksAboutAConfirmationWhileTheClockStandsStill() {
        PaymentAttempt attempt = asksTheBuyer();
        installation.pass(Duration.ofDays(99));
        Agenda agenda = steps.load(new CheckoutSteps.Session(checkout.id())).agenda();
        assertThat(agenda.onTestClock()).isTrue();
        assertThat(agenda.nextWakeAt()).isEqualTo(shop.now().plus(PaymentAttempt.PAYER_TIMEOUT));
        assertThat(agenda.isDue(installation.realNow().at())).as("by a timer").isFalse();
        assertThat(late()).as("by the reconciler").doesNotContain(checkout.id());
        assertThat(shop.due()).as("by the clock").isEmpty();
        assertThat(steps.wake(new CheckoutSteps.Due(checkout.id(), shop.now())).attempt()).as("by a wake-up that comes too early").isNull();

        assertThat(asks(attempt).state()).as("what the processor's event would bring about").isEqualTo(State.REQUIRES_ACTION);
        assertThat(shop.due()).isEmpty();
        installation.answerBank(requireNonNull(attempt.intentId()), true);
        assertThat(asks(attempt).state()).isEqualTo(State.SUCCEEDED);
        assertThat(shop.checkout(checkout.id()).status()).isEqualTo(CheckoutStatus.SUCCEEDED);
    }

    @Test
    void theClockCallsAConfirmationOffWhenItPassesTheDeadline() {
        PaymentAttempt attempt = asksTheBuyer();
        Instant deadline = shop.now().plus(PaymentAttempt.PAYER_TIMEOUT);
        shop.travelTo(deadline.minusMillis(1));
        assertThat(shop.due()).isEmpty();
        assertThat(asks(attempt).state()).isEqualTo(State.REQUIRES_ACTION);

        shop.travelTo(deadline);
        assertThat(shop.due()).contains(new TestClocks.Due(deadline, TestClocks.Owner.CHECKOUT, checkout.id()));
        assertThat(steps.wake(new CheckoutSteps.Due(checkout.id(), deadline)).attempt()).isEqualTo(attempt.id());
        assertThat(asks(attempt).state()).isEqualTo(State.FAILED);
        assertThat(installation.statusOf(requireNonNull(attempt.intentId()))).isEqualTo("canceled");
        Checkout again = shop.checkout(checkout.id());
        assertThat(again.status()).isEqualTo(CheckoutStatus.OPEN);
        assertThat(again.nextWakeAt()).isEqualTo(again.expiresAt());
        assertThat(shop.due()).isEmpty();
    }

    @Test
    void aCardIsForgottenAtTheClocksTime() {
        Subscription subscription = shop.subscribes();
        shop.travel(Duration.ofDays(3));
        installation.steps(CustomerSteps.class).forgetCards(new CustomerSteps.Subject(subscription.customerId()));
        assertThat(installation.get(Sql.class).list("select deleted_at from payment_method where customer_id = ?", row -> row.instant("deleted_at"),
                subscription.customerId())).containsExactly(shop.now());
        assertThat(shop.subscription(subscription.id()).paymentMethodId()).isNull();
        assertThat(shop.subscription(subscription.id()).modifiedAt()).isEqualTo(shop.now());
    }
}
