package dev.perennial.core.order.persistence;

import static dev.perennial.core.persistence.Shop.NOW;
import static dev.perennial.core.persistence.Shop.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perennial.core.catalog.Product;
import dev.perennial.core.customer.BillingAddress;
import dev.perennial.core.money.Currency;
import dev.perennial.core.money.Money;
import dev.perennial.core.order.BillingReason;
import dev.perennial.core.order.Order;
import dev.perennial.core.order.OrderStatus;
import dev.perennial.core.order.Orders;
import dev.perennial.core.persistence.Shop;
import dev.perennial.core.persistence.SqlFailure;
import dev.perennial.core.persistence.SqlFailure.DuplicateKey;
import dev.perennial.core.persistence.TestDatabase;
import dev.perennial.core.subscription.Subscription;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JdbcOrdersTest {
    @AutoClose
    static final TestDatabase database = new TestDatabase();
    final Orders orders = database.get(Orders.class);
    final Shop shop = new Shop(database);
    final UUID organization = shop.organization().id();
    final Product product = shop.product(organization, 2000);
    final Subscription subscription = shop.subscription(product, shop.customer(organization).id(), null);

    @Test
    void readsAnOrderWithItsItems() {
        UUID checkout = shop.checkout(product, null).id();
        Money total = new Money(700, Currency.of("jpy"));
        var items = List.of(new Order.Item(UUID.randomUUID(), NOW, "Back", new Money(-300, total.currency()), true, product.prices().getFirst().id()),
                new Order.Item(UUID.randomUUID(), NOW.plusSeconds(1), "Forth", new Money(1000, total.currency()), false, null));
        Order full = new Order(UUID.randomUUID(), NOW, NOW, organization, subscription.customerId(), product.id(), subscription.id(), checkout,
                OrderStatus.PENDING, BillingReason.SUBSCRIPTION_CREATE, total,
                new Money(-200, total.currency()), usd(55), "Ada Ltd",
                new BillingAddress(null, null, null, null, null, "FR"), "INV-1", "RCPT-1", "Pro", Map.of("a", 1), Map.of("b", 2),
                subscription.period(), NOW, null, new Order.Collection(2, NOW.plusSeconds(60)), items, shop.clock(organization).id(),
                NOW.plusSeconds(60));
        orders.insert(full);
        assertThat(orders.get(full.id())).isEqualTo(full);
        assertThat(database.inTransaction(() -> orders.lock(full.id()))).isEqualTo(full);
    }

    @Test
    void storesHowItEnds() {
        Order pending = shop.order(subscription);
        Order paid = pending.paid("RCPT-" + pending.id(), NOW.plusSeconds(3)).askingForSettlement(NOW.plusSeconds(3));
        orders.update(paid);
        assertThat(orders.get(pending.id())).isEqualTo(paid);
        Order settled = paid.settled(usd(150), NOW.plusSeconds(4));
        orders.update(settled);
        assertThat(orders.get(pending.id())).isEqualTo(settled);
        orders.update(paid.voided(NOW.plusSeconds(4)));
        assertThat(orders.get(pending.id()).status()).isEqualTo(OrderStatus.VOID);
    }

    @Test
    void makesOneOrderPerCycle() {
        Order first = shop.order(subscription);
        assertThatThrownBy(() -> orders.insert(shop.newOrder(subscription, subscription.period()))).isInstanceOfSatisfying(DuplicateKey.class,
                failure -> assertThat(failure.constraint()).isEqualTo("order_of_cycle"));
        assertThat(orders.findOfCycle(subscription.id(), subscription.period().start())).contains(first);
        assertThat(orders.findOfCycle(subscription.id(), subscription.period().end())).isEmpty();
    }

    /** SUB-10: only the cycle makes one order per period; two changes of plan in one period are two orders. */
    @Test
    void makesAsManyOrdersOfOtherReasonsAsThereAre() {
        Order first = changed();
        Order second = changed();
        orders.insert(first);
        orders.insert(second);
        assertThat(orders.get(second.id())).isEqualTo(second);
        assertThat(orders.findOfCycle(subscription.id(), subscription.period().start())).isEmpty();
    }

    private Order changed() {
        Order it = shop.newOrder(subscription, subscription.period());
        return new Order(it.id(), it.createdAt(), null, it.organizationId(), it.customerId(), it.productId(), it.subscriptionId(), null, it.status(),
                BillingReason.SUBSCRIPTION_UPDATE, it.total(), it.appliedBalance(), it.platformFee(), it.billingName(), it.billingAddress(),
                it.invoiceNumber(), null,
                it.description(), it.metadata(), it.customFieldData(), it.period(), null, null, it.collection(), it.items(), null, it.nextWakeAt());
    }

    @Test
    void locksWhatASubscriptionOwesOldestFirst() {
        Subscription next = subscription.cross(subscription.period().end());
        Order paid = shop.order(subscription);
        Order second = shop.newOrder(next, next.period()).collecting(new Order.Collection(1, NOW.plusSeconds(9)), NOW.plusSeconds(9), NOW);
        orders.insert(second);
        orders.update(paid.paid(null, NOW));
        Subscription third = next.cross(next.period().end());
        Order newest = shop.newOrder(third, third.period());
        database.sql().update("update orders set created_at = ? where id = ?", NOW.minusSeconds(9), second.id());
        orders.insert(newest);
        var found = database.inTransaction(() -> orders.lockPendingOf(subscription.id()));
        assertThat(found).extracting(Order::id).containsExactly(second.id(), newest.id());
        assertThat(found.getFirst().items()).isEqualTo(second.items());
        assertThatThrownBy(() -> orders.lockPendingOf(subscription.id())).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void leavesOutWhatWasPaidWhileItWaited() {
        Order pending = shop.order(subscription);
        var waiting = database.inTransaction(() -> {
            Order mine = orders.lock(pending.id());
            var other = database.elsewhere(() -> orders.lockPendingOf(subscription.id()));
            database.awaitBlocked();
            orders.update(mine.paid(null, NOW));
            return other;
        });
        assertThat(waiting.join()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"total_amount = total_amount + 1", "due_amount = due_amount + 1", "tax_amount = 7",
            "next_payment_attempt_at = now(), status = 'paid'",
            "status = 'unheard_of'"})
    void leavesNoImpossibleAmountToTheDatabase(String change) {
        UUID id = shop.order(subscription).id();
        assertThatThrownBy(() -> database.sql().update("update orders set " + change + " where id = ?", id)).isInstanceOf(SqlFailure.class)
                .hasMessageContaining("check constraint");
    }
}
