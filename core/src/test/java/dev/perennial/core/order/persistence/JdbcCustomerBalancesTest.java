package dev.perennial.core.order.persistence;

import static dev.perennial.core.persistence.Shop.NOW;
import static dev.perennial.core.persistence.Shop.usd;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.core.ledger.Journals;
import dev.perennial.core.ledger.JournalSubject;
import dev.perennial.core.ledger.Ledger;
import dev.perennial.core.money.Currency;
import dev.perennial.core.money.Money;
import dev.perennial.core.order.CustomerBalances;
import dev.perennial.core.order.Order;
import dev.perennial.core.order.Orders;
import dev.perennial.core.persistence.Shop;
import dev.perennial.core.persistence.TestDatabase;
import dev.perennial.core.subscription.Subscription;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** LED-10 */
class JdbcCustomerBalancesTest {
    @AutoClose
    static final TestDatabase database = new TestDatabase();
    final CustomerBalances balances = database.get(CustomerBalances.class);
    final Orders orders = database.get(Orders.class);
    final Shop shop = new Shop(database);
    final UUID organization = shop.organization().id();
    final UUID customer = shop.customer(organization).id();
    final Subscription subscription = shop.subscription(shop.product(organization, 2_000), customer, null);

    private Money balance() { return balances.of(customer, Currency.USD); }

    /** An order paid without a charge that adds this to the balance. */
    private void moves(long balance) {
        database.inTransaction(() -> database.get(Ledger.class).post(new Ledger.Entry(organization, customer, null,
                JournalSubject.adjustment(UUID.randomUUID()), List.of(Journals.paymentCaptured(usd(0), usd(0), usd(balance)))), NOW));
    }

    private Order pendingWith(long applied) {
        Order order = shop.newOrder(subscription, subscription.period());
        Order with = new Order(order.id(), order.createdAt(), null, organization, customer, order.productId(), order.subscriptionId(), null,
                order.status(),
                order.reason(), order.total(), usd(applied), order.platformFee(), null, null, order.invoiceNumber(), null, order.description(),
                order.metadata(), order.customFieldData(), order.period(), null, null, order.collection(), order.items(), null, null);
        orders.insert(with);
        return with;
    }

    @Test
    void isWhatTheBooksSayOfTheCustomerInTheCurrency() {
        assertThat(balance()).isEqualTo(usd(0));
        moves(-50);
        moves(-30);
        assertThat(balance()).as("two debts").isEqualTo(usd(-80));
        moves(700);
        assertThat(balance()).isEqualTo(usd(620));
        assertThat(balances.of(customer, Currency.of("eur"))).isEqualTo(Money.zero(Currency.of("eur")));
        assertThat(balances.of(shop.customer(organization).id(), Currency.USD)).isEqualTo(usd(0));
    }

    @Test
    void whatAPendingOrderTakesIsTakenAlready() {
        moves(-50);
        Order collecting = pendingWith(50);
        assertThat(orders.get(collecting.id()).due()).isEqualTo(usd(2_050));
        assertThat(balance()).as("the debt is collected by an order that is not paid yet").isEqualTo(usd(0));
        orders.update(collecting.voided(NOW));
        assertThat(balance()).as("and owed again when that is written off").isEqualTo(usd(-50));
    }

    @Test
    void aCreditIsSpentOnce() {
        moves(500);
        Order spending = pendingWith(-500);
        assertThat(balance()).isEqualTo(usd(0));
        database.inTransaction(() -> {
            orders.update(spending.paid(null, NOW));
            database.get(Ledger.class).post(new Ledger.Entry(organization, customer, spending.id(), JournalSubject.charge(UUID.randomUUID()),
                    List.of(Journals.paymentCaptured(spending.charged(), usd(0), spending.balanceMovement()))), NOW);
        });
        assertThat(balance()).isEqualTo(usd(0));
    }
}
