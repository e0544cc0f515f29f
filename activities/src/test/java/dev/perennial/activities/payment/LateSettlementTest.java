package dev.perennial.activities.payment;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.activities.Installation;
import dev.perennial.activities.Shop;
import dev.perennial.core.checkout.Checkout;
import dev.perennial.core.ledger.FeeRates;
import dev.perennial.core.order.Order;
import dev.perennial.core.payment.PaymentAttempts;
import dev.perennial.core.payment.ProviderEvent;
import dev.perennial.core.payment.ProviderEvents;
import dev.perennial.core.persistence.Sql;
import dev.perennial.core.subscription.Subscription;
import dev.perennial.workflows.Aggregate;
import dev.perennial.workflows.order.CollectionSteps;
import dev.perennial.workflows.order.CollectionSteps.Move;
import dev.perennial.workflows.order.CollectionSteps.Progress;
import dev.perennial.workflows.payment.ChargeSteps;
import dev.perennial.workflows.payment.ChargeSteps.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What a charge has brought is not always in the answer that says it succeeded (LED-3, LED-4). */
class LateSettlementTest {
    @AutoClose
    static final Installation installation = new Installation();
    final CollectionSteps steps = installation.steps(CollectionSteps.class);
    final Shop shop = new Shop(installation, "2025-01-31T10:00:00Z");

    private static void processorSettles(boolean promptly) { installation.order("POST", "settlements", "{\"hold\":" + !promptly + "}"); }

    @AfterEach
    void settle() { processorSettles(true); }

    /** A purchase whose charge has not been settled yet. */
    private Order bought() {
        processorSettles(false);
        Checkout checkout = shop.buys(shop.sells(Shop.monthly(), 10_000, "usd"), "pm_card_visa");
        return shop.order(requireNonNull(checkout.orderId()));
    }

    private ChargeSteps.Answer asks(Progress progress) {
        assertThat(progress.move()).isEqualTo(Move.RESOLVE);
        assertThat(progress.agenda().ended()).as("until it is settled").isFalse();
        return shop.resolve(requireNonNull(progress.attempt()), Aggregate.ORDER);
    }

    /** Wakes the order when it is due, and asks the processor. */
    private ChargeSteps.Answer wakes(Order order) {
        Instant due = requireNonNull(order.nextWakeAt());
        shop.travelTo(due);
        return asks(steps.wake(new CollectionSteps.Due(order.id(), due)));
    }

    private void isSettled(UUID id, long fee) {
        Order order = shop.order(id);
        assertThat(order.settledAt()).isEqualTo(shop.now());
        assertThat(order.nextWakeAt()).isNull();
        assertThat(order.platformFee().minorUnits()).isEqualTo(fee);
        assertThat(shop.books(id)).filteredOn(line -> line.startsWith("payment_settled")).contains("payment_settled processor_clearing -320 usd");
    }

    @Test
    void aPurchaseThatIsNotSettledYetHasADueTimeAndIsToldToItsOrder() {
        Order order = bought();
        assertThat(order.settledAt()).isNull();
        assertThat(order.nextWakeAt()).isEqualTo(shop.now().plus(Duration.ofMinutes(1)));
        assertThat(shop.facts()).endsWith("order.paid", "checkout.updated", "collection.started");
        assertThat(shop.books(order.id())).containsExactly("payment_captured processor_clearing 10000 usd", "payment_captured merchant -10000 usd");

        processorSettles(true);
        ChargeSteps.Answer answer = asks(steps.look(new CollectionSteps.Subject(order.id())));
        assertThat(answer.agenda().ended()).isTrue();
        assertThat(answer.agenda().about().state()).as("the order's, not the session's").isEqualTo("paid");
        isSettled(order.id(), 550);
        assertThat(shop.facts()).containsExactly("order.updated");
        assertThat(steps.look(new CollectionSteps.Subject(order.id())).move()).isEqualTo(Move.NOTHING);
    }

    @Test
    void anEventThatIsLostDoesNotLoseTheFee() {
        Order order = bought();
        for (long minutes : new long[]{2, 4, 8}) {
            assertThat(wakes(order).agenda().nextWakeAt()).isEqualTo(requireNonNull(order.paidAt()).plus(Duration.ofMinutes(minutes)));
            order = shop.order(order.id());
        }
        shop.facts();
        processorSettles(true);
        assertThat(wakes(order).agenda().ended()).isTrue();
        isSettled(order.id(), 550);
        assertThat(shop.facts()).containsExactly("order.updated");
    }

    @Test
    void aRenewalIsAskedAboutInTheSameWay() {
        Subscription subscription = shop.subscribes();
        processorSettles(false);
        assertThat(shop.renews(subscription.id()).state()).isEqualTo(State.SUCCEEDED);
        assertThat(shop.facts()).endsWith("order.paid", "collection.started");
        Order order = shop.latestOrder(subscription.id());
        assertThat(order.settledAt()).isNull();
        processorSettles(true);
        assertThat(wakes(order).agenda().ended()).isTrue();
        isSettled(order.id(), 550);
    }

    @Test
    void soIsADebtThatIsPaidByHand() {
        Subscription subscription = shop.subscribes();
        shop.cardsDecline(subscription, "insufficient_funds");
        assertThat(shop.renews(subscription.id()).state()).isEqualTo(State.FAILED);
        Order owed = shop.latestOrder(subscription.id());
        processorSettles(false);
        var retry = steps.retryPayment(shop.asks(Aggregate.ORDER, owed.id(), "retry_payment",
                Map.of("confirmation_token_id", installation.token("pm_card_mastercard"))));
        ChargeSteps.Answer charged = shop.charge(requireNonNull(retry.attempt()), Aggregate.ORDER);
        assertThat(charged.state()).isEqualTo(State.SUCCEEDED);
        assertThat(charged.agenda().ended()).isFalse();
        processorSettles(true);
        assertThat(wakes(shop.order(owed.id())).agenda().ended()).isTrue();
        isSettled(owed.id(), 550);
    }

    /** A fee of zero is a fee: such an order was asked about for ever. */
    @Test
    void aMerchantWithoutFeesIsSettledOnceAndForAll() {
        shop.takes(new FeeRates(0, 0, 0));
        Checkout checkout = shop.buys(shop.sells(Shop.monthly(), 10_000, "usd"), "pm_card_visa");
        UUID prompt = requireNonNull(checkout.orderId());
        isSettled(prompt, 0);
        assertThat(steps.look(new CollectionSteps.Subject(prompt)).move()).isEqualTo(Move.NOTHING);

        Order late = bought();
        processorSettles(true);
        assertThat(wakes(late).agenda().ended()).isTrue();
        isSettled(late.id(), 0);
        assertThat(steps.look(new CollectionSteps.Subject(late.id())).move()).isEqualTo(Move.NOTHING);
    }

    /** The rates can have changed when the settlement is asked for again: what is booked stays. */
    @Test
    void whatIsSettledIsNotSettledAgainAtOtherRates() {
        Order order = bought();
        processorSettles(true);
        wakes(order);
        shop.takes(new FeeRates(100, 0, 0));
        UUID attempt = installation.get(PaymentAttempts.class).findSuccessOfOrder(order.id()).orElseThrow().id();
        shop.resolve(attempt, Aggregate.CHECKOUT);
        shop.resolve(attempt, Aggregate.ORDER);
        isSettled(order.id(), 550);
        assertThat(shop.books(order.id())).hasSize(6);
    }

    @Test
    void theEventFindsTheOrderThatACheckoutsChargeHasPaid() {
        Order order = bought();
        UUID attempt = installation.get(PaymentAttempts.class).findSuccessOfOrder(order.id()).orElseThrow().id();
        ProviderEvents events = installation.get(ProviderEvents.class);
        assertThat(events.unsettledOrdersOf(List.of(attempt))).isEqualTo(Map.of(attempt, order.id()));
        var event = new ProviderEvent("evt_" + attempt, "stripe", "charge.updated", "ch_1", attempt, installation.realNow());
        assertThat(event.route(shop.attempt(attempt), false, events.unsettledOrdersOf(List.of(attempt)).get(attempt)))
                .isEqualTo(new ProviderEvent.Route.Tell("order", order.id(), "changed"));
        processorSettles(true);
        wakes(order);
        assertThat(events.unsettledOrdersOf(List.of(attempt))).isEmpty();
    }

    /** LED-1, LED-5: every posting leads to its charge, and the settlement tells when the money can be disposed of. */
    @Test
    void theBooksNameTheCharge() {
        Order order = bought();
        processorSettles(true);
        wakes(order);
        assertThat(installation.get(Sql.class).list("""
                select j.kind || ' ' || j.subject || ' ' || p.processor_id || ' ' || coalesce((j.available_at > now())::text, 'unknown') as line
                from journal j join payment p on p.id = j.reference where j.order_id = ? order by j.kind""", row -> row.text("line"), order.id()))
                .satisfiesExactly(captured -> assertThat(captured).matches("payment_captured charge ch_\\w+ unknown"),
                        settled -> assertThat(settled).matches("payment_settled charge ch_\\w+ true"));
    }
}
