package dev.perennial.core.command.persistence;

import static dev.perennial.core.persistence.Shop.NOW;
import static dev.perennial.core.persistence.Shop.REAL_NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.core.command.Reconciliation;
import dev.perennial.core.command.Reconciliation.Kind;
import dev.perennial.core.command.Reconciliation.Late;
import dev.perennial.core.customer.Customer;
import dev.perennial.core.customer.Customers;
import dev.perennial.core.money.Currency;
import dev.perennial.core.order.Order;
import dev.perennial.core.order.Orders;
import dev.perennial.core.payment.PaymentAttempt;
import dev.perennial.core.payment.PaymentAttempts;
import dev.perennial.core.persistence.Shop;
import dev.perennial.core.persistence.TestDatabase;
import dev.perennial.core.subscription.Subscription;
import dev.perennial.core.testclock.TestClock;
import dev.perennial.core.testclock.TestClocks;
import dev.perennial.core.time.RealInstant;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which rows say that something is left to be done, and which don't any more. */
class DueRowsTest {
    private static final Instant LATER = NOW.plusSeconds(61);
    @AutoClose
    static final TestDatabase database = new TestDatabase();
    final Reconciliation reconciliation = database.get(Reconciliation.class);
    final Customers customers = database.get(Customers.class);
    final TestClocks clocks = database.get(TestClocks.class);
    final Orders orders = database.get(Orders.class);
    final Shop shop = new Shop(database);
    final UUID organization = shop.organization().id();
    final Customer customer = shop.customer(organization);

    /** What was taken once is taken again only after a pause: each look begins without a memory. */
    @BeforeEach
    void forget() { database.sql().update("delete from late_work"); }

    private List<Late> late(Kind kind, UUID id, Instant now) {
        forget();
        return reconciliation.take(kind, new RealInstant(now), 1_000).stream().filter(found -> found.id().equals(id)).toList();
    }

    /** SUB-1 */
    @Test
    void anOrderIsTakenAMinuteAfterItIsDueUntilItIsSettled() {
        Subscription subscription = shop.subscription(shop.product(organization, 2_000), customer.id(), null);
        Order pending = shop.newOrder(subscription, subscription.period()).collecting(Order.Collection.NONE, NOW, NOW);
        orders.insert(pending);
        assertThat(late(Kind.ORDER, pending.id(), NOW.plusSeconds(59))).isEmpty();
        assertThat(late(Kind.ORDER, pending.id(), LATER)).containsExactly(new Late(Kind.ORDER, pending.id(), NOW, 0));
        orders.update(pending.paid(null, LATER));
        assertThat(late(Kind.ORDER, pending.id(), LATER)).isEmpty();
    }

    /** SUB-3: the clock itself plays what is on it while it advances; while it rests or is gone for good, nobody but the reconciler does. */
    @Test
    void whatIsOnAClockIsTakenWhileTheClockRests() {
        TestClock clock = shop.clock(organization);
        Subscription subscription = shop.subscription(shop.product(organization, 2_000), customer.id(), clock.id());
        Order pending = shop.newOrder(subscription, subscription.period()).collecting(Order.Collection.NONE, NOW, NOW);
        orders.insert(pending);
        assertThat(late(Kind.ORDER, pending.id(), NOW.plusSeconds(59))).as("the clock moved just now").isEmpty();
        assertThat(late(Kind.ORDER, pending.id(), LATER)).hasSize(1);
        clocks.update(clock.advanceTo(NOW.plus(Duration.ofDays(1)), REAL_NOW));
        assertThat(late(Kind.ORDER, pending.id(), LATER)).as("advancing").isEmpty();
        clocks.update(clock.advanceTo(NOW.plus(Duration.ofDays(1)), REAL_NOW).failed("no card", REAL_NOW));
        assertThat(late(Kind.ORDER, pending.id(), LATER)).as("failed").isEmpty();
        clocks.update(clock.deleted(REAL_NOW));
        assertThat(late(Kind.ORDER, pending.id(), LATER)).as("deleted").hasSize(1);
        orders.update(pending.collecting(pending.collection(), NOW.plusMillis(1), NOW));
        assertThat(late(Kind.ORDER, pending.id(), LATER.plus(Duration.ofDays(99)))).as("not due by the clock").isEmpty();
    }

    /** SUB-5 */
    @Test
    void aCustomersChangeIsTakenUntilOthersHaveHeardOfIt() {
        database.inTransaction(() -> customers.followUp(customer.id(), REAL_NOW));
        assertThat(late(Kind.CUSTOMER, customer.id(), NOW.plusSeconds(59))).isEmpty();
        assertThat(late(Kind.CUSTOMER, customer.id(), LATER)).containsExactly(new Late(Kind.CUSTOMER, customer.id(), NOW, 0));
        assertThat(customers.followUpOf(customer.id())).contains(REAL_NOW);

        RealInstant changed = REAL_NOW.plus(Duration.ofMillis(1));
        database.inTransaction(() -> customers.followUp(customer.id(), changed));
        customers.followedUp(customer.id(), REAL_NOW, null);
        assertThat(late(Kind.CUSTOMER, customer.id(), LATER)).as("changed since").hasSize(1);
        customers.followedUp(customer.id(), changed, new RealInstant(LATER));
        assertThat(late(Kind.CUSTOMER, customer.id(), LATER)).as("more to be done later").isEmpty();
        customers.followedUp(customer.id(), new RealInstant(LATER), null);
        assertThat(late(Kind.CUSTOMER, customer.id(), LATER.plusSeconds(3_600))).isEmpty();
        assertThat(customers.followUpOf(customer.id())).isEmpty();
    }

    /** SUB-6 */
    @Test
    void aClockIsTakenWhileItAdvancesAndUntilItsDeletionIsDone() {
        TestClock clock = shop.clock(organization);
        assertThat(late(Kind.TEST_CLOCK, clock.id(), LATER)).isEmpty();
        clocks.update(clock.advanceTo(NOW.plus(Duration.ofDays(2)), REAL_NOW));
        assertThat(late(Kind.TEST_CLOCK, clock.id(), LATER)).extracting(Late::at).containsExactly(NOW.plus(Duration.ofDays(2)));
        clocks.update(clock.deleted(REAL_NOW));
        assertThat(late(Kind.TEST_CLOCK, clock.id(), LATER)).isEmpty();
        database.inTransaction(() -> clocks.followUp(clock.id(), REAL_NOW));
        assertThat(late(Kind.TEST_CLOCK, clock.id(), LATER)).extracting(Late::at).containsExactly(NOW);
        clocks.followedUp(clock.id());
        assertThat(late(Kind.TEST_CLOCK, clock.id(), LATER)).isEmpty();
    }

    /** SUB-7 */
    @Test
    void aCardThatIsBeingSavedIsTakenAfterHalfAnHour() {
        PaymentAttempt card = PaymentAttempt.ofCard(UUID.randomUUID(), customer, Currency.USD, UUID.randomUUID(), true, NOW, REAL_NOW);
        PaymentAttempts attempts = database.get(PaymentAttempts.class);
        attempts.insert(card);
        Instant over = NOW.plus(PaymentAttempt.PAYER_TIMEOUT);
        assertThat(late(Kind.CARD_SETUP, card.id(), over.plusSeconds(59))).isEmpty();
        assertThat(late(Kind.CARD_SETUP, card.id(), over.plusSeconds(61))).containsExactly(new Late(Kind.CARD_SETUP, card.id(), over, 0));
        attempts.update(card.with(PaymentAttempt.State.SUCCEEDED, "seti_1", null, null));
        assertThat(late(Kind.CARD_SETUP, card.id(), over.plusSeconds(61))).isEmpty();
    }
}
