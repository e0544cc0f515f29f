package dev.perennial.core.testclock.persistence;

import static dev.perennial.core.persistence.Shop.NOW;
import static dev.perennial.core.persistence.Shop.REAL_NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perennial.core.catalog.Product;
import dev.perennial.core.checkout.CheckoutStatus;
import dev.perennial.core.checkout.Checkouts;
import dev.perennial.core.customer.Customers;
import dev.perennial.core.order.Order;
import dev.perennial.core.order.Orders;
import dev.perennial.core.persistence.Shop;
import dev.perennial.core.persistence.SqlFailure;
import dev.perennial.core.persistence.TestDatabase;
import dev.perennial.core.subscription.Subscription;
import dev.perennial.core.testclock.TestClock;
import dev.perennial.core.testclock.TestClocks;
import dev.perennial.core.testclock.TestClocks.Due;
import dev.perennial.core.testclock.TestClocks.Owner;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class JdbcTestClocksTest {
    @AutoClose
    static final TestDatabase database = new TestDatabase();
    final TestClocks clocks = database.get(TestClocks.class);
    final Shop shop = new Shop(database);
    final UUID organization = shop.organization().id();
    final Product product = shop.product(organization, 2000);
    final UUID customer = shop.customer(organization).id();
    final TestClock clock = shop.clock(organization);

    @Test
    void readsWhatWasWritten() {
        assertThat(clocks.find(clock.id())).contains(clock);
        TestClock gone = clock.advanceTo(NOW.plus(Duration.ofDays(9)), REAL_NOW).failed("no card", REAL_NOW).deleted(REAL_NOW);
        clocks.update(gone);
        assertThat(database.inTransaction(() -> clocks.lock(clock.id()))).isEqualTo(gone);
    }

    @Test
    void playsWhatIsDueInTheOrderOfTime() {
        Instant end = shop.newSubscription(product, customer, null).period().end();
        Subscription onClock = shop.subscription(product, customer, clock.id());
        shop.subscription(product, customer, null);
        shop.subscription(product, customer, shop.clock(organization).id());
        assertThat(clocks.earliestDue(clock.id(), end.minusNanos(1_000))).isEmpty();
        assertThat(clocks.earliestDue(clock.id(), end)).contains(new Due(end, Owner.SUBSCRIPTION, onClock.id()));

        Order collected = shop.newOrder(onClock, onClock.period()).collecting(new Order.Collection(1, end.minusSeconds(5)), end.minusSeconds(5), NOW);
        database.get(Orders.class).insert(collected);
        assertThat(clocks.earliestDue(clock.id(), end)).contains(new Due(end.minusSeconds(5), Owner.ORDER, collected.id()));

        var checkout = shop.checkout(product, customer).onClock(clock.id());
        database.get(Checkouts.class).update(checkout);
        assertThat(clocks.earliestDue(clock.id(), end)).contains(new Due(checkout.expiresAt(), Owner.CHECKOUT, checkout.id()));
        database.get(Checkouts.class).update(checkout.with(CheckoutStatus.EXPIRED, null, NOW));
        assertThat(clocks.earliestDue(clock.id(), end)).contains(new Due(end.minusSeconds(5), Owner.ORDER, collected.id()));
    }

    @Test
    void decidesATieById() {
        Subscription one = shop.subscription(product, customer, clock.id());
        Order other = shop.newOrder(one, one.period()).collecting(Order.Collection.NONE, one.period().end(), NOW);
        database.get(Orders.class).insert(other);
        // PostgreSQL orders the sixteen bytes, as their text does.
        UUID first = one.id().toString().compareTo(other.id().toString()) < 0 ? one.id() : other.id();
        assertThat(clocks.earliestDue(clock.id(), one.period().end()).map(Due::id)).contains(first);
    }

    @Test
    void putsACustomerOnTheClock() {
        clocks.attach(clock.id(), customer, null);
        var attached = database.get(Customers.class).get(customer);
        assertThat(attached.testClockId()).isEqualTo(clock.id());
        assertThat(attached.modifiedAt()).isNull();
        assertThatThrownBy(() -> clocks.attach(clock.id(), UUID.randomUUID(), NOW)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void neverTargetsThePast() {
        TestClock backwards = new TestClock(UUID.randomUUID(), REAL_NOW, null, organization, "no", NOW, NOW.minusSeconds(1), TestClock.Status.READY,
                null,
                null);
        assertThatThrownBy(() -> clocks.insert(backwards)).isInstanceOf(SqlFailure.class);
    }
}
