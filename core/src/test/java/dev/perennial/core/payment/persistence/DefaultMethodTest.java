package dev.perennial.core.payment.persistence;

import static dev.perennial.core.persistence.Shop.NOW;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.core.catalog.Product;
import dev.perennial.core.customer.Customer;
import dev.perennial.core.customer.Customers;
import dev.perennial.core.order.Order;
import dev.perennial.core.order.Orders;
import dev.perennial.core.payment.DefaultMethod;
import dev.perennial.core.payment.PaymentAttempt;
import dev.perennial.core.payment.PaymentAttempt.Trigger;
import dev.perennial.core.payment.PaymentAttempts;
import dev.perennial.core.payment.PaymentMethod;
import dev.perennial.core.payment.PaymentMethods;
import dev.perennial.core.persistence.Shop;
import dev.perennial.core.persistence.TestDatabase;
import dev.perennial.core.subscription.Subscription;
import dev.perennial.core.subscription.Subscriptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Which subscriptions another default method moves, and what it pays. */
class DefaultMethodTest {
    @AutoClose
    static final TestDatabase database = new TestDatabase();
    final DefaultMethod defaults = database.get(DefaultMethod.class);
    final Subscriptions subscriptions = database.get(Subscriptions.class);
    final Customers customers = database.get(Customers.class);
    final Orders orders = database.get(Orders.class);
    final PaymentAttempts attempts = database.get(PaymentAttempts.class);
    final Shop shop = new Shop(database);
    final UUID organization = shop.organization().id();
    final Product product = shop.product(organization, 2_000);
    final Customer customer = shop.customer(organization);
    final UUID first = card(0);
    final UUID second = card(1);
    final UUID third = card(2);

    private UUID card(int minute) {
        return database.get(PaymentMethods.class).save(new PaymentMethod(UUID.randomUUID(), NOW.plus(Duration.ofMinutes(minute)), null, customer.id(),
                "pm_" + UUID.randomUUID(), "card", null)).id();
    }

    private Subscription paying(@Nullable UUID method) {
        Subscription plain = shop.newSubscription(product, customer.id(), null);
        Subscription stored = method == null ? plain : plain.payingWith(method, NOW);
        subscriptions.insert(stored);
        return stored;
    }

    private Subscription pastDue(UUID method, Instant since) {
        Subscription stored = paying(method).paymentFailed(since);
        subscriptions.update(stored);
        return stored;
    }

    /** A debt of the subscription's that is tried again tomorrow. */
    private Order owes(Subscription subscription) {
        Order order = shop.newOrder(subscription, subscription.period()).collecting(new Order.Collection(1, NOW.plusSeconds(86_400)),
                NOW.plusSeconds(86_400), NOW);
        orders.insert(order);
        return order;
    }

    private void chooses(UUID chosen) {
        database.inTransaction(() -> {
            defaults.lock(customer.id());
            defaults.choose(customer.id(), chosen, defaults.standing(customer.id()).orElse(null), NOW);
            customers.update(customers.get(customer.id()).payingBy(chosen, NOW));
        });
    }

    private @Nullable UUID methodOf(Subscription subscription) { return subscriptions.get(subscription.id()).paymentMethodId(); }

    /** SUB-11 */
    @Test
    void whatPaidWithTheFormerDefaultMovesAndWhatHasItsOwnStays() {
        chooses(second);
        Subscription likeTheDefault = paying(second);
        Subscription own = paying(third);
        Subscription ending = paying(second).cancelAtPeriodEnd(null, null, NOW);
        subscriptions.update(ending);
        Subscription ended = paying(second).revoke(null, null, NOW);
        subscriptions.update(ended);
        Subscription none = paying(null);
        Subscription foreign = shop.subscription(product, shop.customer(organization).id(), null);
        chooses(first);
        assertThat(methodOf(likeTheDefault)).isEqualTo(first);
        assertThat(methodOf(own)).isEqualTo(third);
        assertThat(methodOf(ending)).as("it may be kept after all").isEqualTo(first);
        assertThat(subscriptions.find(ended.id())).contains(ended);
        assertThat(methodOf(none)).as("pays with whatever the default is").isNull();
        assertThat(subscriptions.find(foreign.id())).contains(foreign);
    }

    /** SUB-14 */
    @Test
    void theOldestMethodStandsForADefaultThatWasNeverChosen() {
        assertThat(defaults.standing(customer.id())).contains(first);
        Subscription boughtFirst = paying(first);
        Subscription boughtLater = paying(second);
        chooses(third);
        assertThat(methodOf(boughtFirst)).isEqualTo(third);
        assertThat(methodOf(boughtLater)).isEqualTo(second);
        assertThat(defaults.standing(shop.customer(organization).id())).isEmpty();
    }

    @Test
    void choosingWhatStoodForTheDefaultMovesNothing() {
        Subscription boughtFirst = paying(first);
        Subscription boughtLater = paying(second);
        chooses(first);
        assertThat(methodOf(boughtFirst)).isEqualTo(first);
        assertThat(methodOf(boughtLater)).isEqualTo(second);
    }

    /** SUB-12 */
    @Test
    void whatIsPastDueMovesAndIsChargedAtOnce() {
        Subscription own = pastDue(third, NOW.minusSeconds(60));
        Order debt = owes(own);
        Order beingPaid = shop.newOrder(own.cross(own.period().end()), own.cross(own.period().end()).period())
                .collecting(new Order.Collection(1, NOW.plusSeconds(9)), NOW.plusSeconds(9), NOW);
        orders.insert(beingPaid);
        PaymentAttempt open = shop.attempt(beingPaid, Trigger.RETRY_CUSTOMER, PaymentAttempt.State.REQUIRES_ACTION);
        chooses(second);
        chooses(first);
        assertThat(methodOf(own)).isEqualTo(first);
        PaymentAttempt charge = attempts.findOpenOfOrder(debt.id()).orElseThrow();
        assertThat(charge.trigger()).isEqualTo(Trigger.RETRY_PAYMENT_METHOD_UPDATE);
        assertThat(charge.paymentMethodId()).as("the first choice is being charged already").isEqualTo(second);
        assertThat(orders.get(debt.id()).nextWakeAt()).isEqualTo(NOW);
        assertThat(orders.get(debt.id()).collection()).isEqualTo(debt.collection());
        assertThat(attempts.findOpenOfOrder(beingPaid.id())).contains(open);
        assertThat(orders.get(beingPaid.id())).isEqualTo(beingPaid);
        List<UUID> announced = database.sql().list("select subject_id from outbox where type = 'collection.started' and organization_id = ?",
                row -> row.uuid("subject_id"), organization);
        assertThat(announced).containsExactly(debt.id());
    }

    @Test
    void whatIsPastItsLastDateIsNotCharged() {
        Subscription own = pastDue(third, NOW.minus(Duration.ofDays(22)));
        Subscription likeTheDefault = pastDue(first, NOW.minus(Duration.ofDays(22)));
        Order debt = owes(own);
        Order other = owes(likeTheDefault);
        chooses(second);
        assertThat(methodOf(own)).isEqualTo(third);
        assertThat(methodOf(likeTheDefault)).isEqualTo(second);
        assertThat(attempts.findOpenOfOrder(debt.id())).isEmpty();
        assertThat(attempts.findOpenOfOrder(other.id())).isEmpty();
    }

    /** SUB-9: it ended while the choice waited for its lock. */
    @Test
    void whatHasEndedMeanwhileIsNeitherMovedNorCharged() {
        Subscription subscription = pastDue(first, NOW.minusSeconds(60));
        Order debt = owes(subscription);
        var choosing = database.inTransaction(() -> {
            Subscription mine = subscriptions.lock(subscription.id());
            var other = database.elsewhere(() -> {
                defaults.choose(customer.id(), second, first, NOW);
                return true;
            });
            database.awaitBlocked();
            subscriptions.update(mine.revoke(null, null, NOW));
            return other;
        });
        assertThat(choosing.join()).isTrue();
        assertThat(methodOf(subscription)).isEqualTo(first);
        assertThat(attempts.findOpenOfOrder(debt.id())).isEmpty();
    }

    /** SUB-13 */
    @Test
    void theRemovalOfAMethodLeavesItsSubscriptionsToTheNextOne() {
        Subscription subscription = paying(first);
        Subscription other = paying(second);
        chooses(third);
        assertThat(methodOf(subscription)).isEqualTo(third);
        removes(second);
        assertThat(methodOf(other)).as("the default").isEqualTo(third);
        removes(third);
        assertThat(methodOf(subscription)).as("the oldest that is left").isEqualTo(first);
        assertThat(customers.get(customer.id()).defaultPaymentMethodId()).isNull();
        removes(requireNonNull(methodOf(other)));
        assertThat(methodOf(other)).isNull();
    }

    private void removes(UUID method) { database.inTransaction(() -> database.get(PaymentMethods.class).remove(method, NOW.plusSeconds(1))); }
}
