package dev.perennial.activities.subscription;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.activities.Installation;
import dev.perennial.activities.Shop;
import dev.perennial.core.checkout.Checkout;
import dev.perennial.core.ledger.JournalSubject;
import dev.perennial.core.ledger.Journals;
import dev.perennial.core.ledger.Ledger;
import dev.perennial.core.money.Currency;
import dev.perennial.core.money.Money;
import dev.perennial.core.order.CustomerBalances;
import dev.perennial.core.order.Order;
import dev.perennial.core.order.OrderStatus;
import dev.perennial.core.persistence.Sql;
import dev.perennial.core.subscription.Subscription;
import dev.perennial.workflows.payment.ChargeSteps.State;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Prices made before new ones off the step were refused (LED-9), and what the balance takes part with (LED-10). */
class CurrencyStepTest {
    private static final Currency ISK = Currency.of("isk");
    @AutoClose
    static final Installation installation = new Installation();
    final Shop shop = new Shop(installation, "2025-01-31T10:00:00Z");

    private Money balance(Subscription of) { return installation.get(CustomerBalances.class).of(of.customerId(), ISK); }

    private static Money isk(long amount) { return new Money(amount, ISK); }

    private Subscription subscribed(long price) {
        Checkout bought = shop.buys(shop.sells(Shop.monthly(), price, "isk"), "pm_card_visa");
        return shop.subscription(requireNonNull(bought.subscriptionId()));
    }

    private Order renewed(Subscription subscription) {
        assertThat(shop.renews(subscription.id()).state()).isEqualTo(State.SUCCEEDED);
        return shop.latestOrder(subscription.id());
    }

    @Test
    void whatACardCannotBeChargedIsCollectedLater() {
        Subscription subscription = subscribed(10_050);
        assertThat(shop.charges()).containsExactly("succeeded 10000 isk");
        assertThat(balance(subscription)).isEqualTo(isk(-50));
        UUID first = shop.latestOrder(subscription.id()).id();
        assertThat(shop.books(first)).contains("payment_captured processor_clearing 10000 isk", "payment_captured customer_balance 50 isk",
                "payment_captured merchant -10050 isk", "payment_settled processor_clearing -10000 isk");

        Order second = renewed(subscription);
        assertThat(second.total()).isEqualTo(isk(10_050));
        assertThat(second.appliedBalance()).isEqualTo(isk(50));
        assertThat(second.due()).isEqualTo(isk(10_100));
        assertThat(balance(subscription)).isEqualTo(isk(0));
        assertThat(renewed(subscription).charged()).isEqualTo(isk(10_000));
        assertThat(shop.charges()).containsExactly("succeeded 10000 isk", "succeeded 10100 isk", "succeeded 10000 isk");
        assertThat(balance(subscription)).isEqualTo(isk(-50));
    }

    @Test
    void aDebtThatIsNotPaidYetIsCollectedByOneOrderOnly() {
        Subscription subscription = subscribed(10_050);
        shop.cardsDecline(subscription, "insufficient_funds");
        assertThat(shop.renews(subscription.id()).state()).isEqualTo(State.FAILED);
        Order owed = shop.latestOrder(subscription.id());
        assertThat(owed.appliedBalance()).isEqualTo(isk(50));
        assertThat(balance(subscription)).isEqualTo(isk(0));
        assertThat(
                shop.attempt(installation.get(Sql.class).one("select id from payment_attempt where order_id = ?", row -> row.uuid("id"), owed.id()))
                        .amount())
                .isEqualTo(isk(10_100));
    }

    /** What the balance pays needs no card; it stands in the books all the same. */
    @Test
    void anOrderThatTheBalancePaysIsBookedWithoutACharge() {
        Subscription subscription = subscribed(10_000);
        credits(subscription, 9_000);
        Order paid = orderWithoutCharge(subscription);
        assertThat(paid.appliedBalance()).isEqualTo(isk(-9_000));
        assertThat(paid.due()).as("less than a card is charged").isEqualTo(isk(1_000));
        assertThat(balance(subscription)).isEqualTo(isk(-1_000));
        assertThat(shop.books(paid.id())).containsExactly("payment_captured customer_balance 10000 isk", "payment_captured merchant -10000 isk");
        assertThat(paid.settledAt()).isNull();
        assertThat(paid.nextWakeAt()).as("nothing was charged that could be settled").isNull();
        assertThat(shop.charges()).hasSize(1);
    }

    private Order orderWithoutCharge(Subscription subscription) {
        assertThat(shop.closePeriod(subscription.id()).attempt()).isNull();
        Order order = shop.latestOrder(subscription.id());
        assertThat(order.status()).isEqualTo(OrderStatus.PAID);
        return order;
    }

    private void credits(Subscription subscription, long amount) {
        var credit = Journals.paymentCaptured(isk(0), isk(0), isk(amount));
        installation.inTransaction(() -> installation.get(Ledger.class).post(
                new Ledger.Entry(subscription.organizationId(), subscription.customerId(), null,
                        JournalSubject.adjustment(UUID.randomUUID()), List.of(credit)),
                shop.now()));
    }
}
