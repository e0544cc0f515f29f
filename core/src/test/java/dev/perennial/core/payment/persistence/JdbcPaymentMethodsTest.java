package dev.perennial.core.payment.persistence;

import static dev.perennial.core.persistence.Shop.NOW;
import static dev.perennial.core.persistence.Shop.REAL_NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perennial.core.customer.Customer;
import dev.perennial.core.customer.Customers;
import dev.perennial.core.payment.PaymentMethod;
import dev.perennial.core.payment.PaymentMethod.Card;
import dev.perennial.core.payment.PaymentMethods;
import dev.perennial.core.persistence.Shop;
import dev.perennial.core.persistence.TestDatabase;
import dev.perennial.core.subscription.Subscription;
import dev.perennial.core.subscription.Subscriptions;
import dev.perennial.core.testclock.TestClock;
import dev.perennial.core.testclock.TestClocks;
import dev.perennial.core.time.RealInstant;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class JdbcPaymentMethodsTest {
    @AutoClose
    static final TestDatabase database = new TestDatabase();
    final PaymentMethods methods = database.get(PaymentMethods.class);
    final Shop shop = new Shop(database);
    final Customer customer = shop.customer(shop.organization().id());

    private static PaymentMethod method(UUID customer, String processorId, @Nullable Card card, Instant createdAt) {
        return new PaymentMethod(UUID.randomUUID(), createdAt, null, customer, processorId, card == null ? "link" : "card", card);
    }

    @Test
    void readsWhatWasSavedOldestFirst() {
        PaymentMethod card = method(customer.id(), "pm_1", new Card("visa", "4242", 1, 2030, "apple_pay", null, null), NOW);
        PaymentMethod link = method(customer.id(), "pm_2", null, NOW.minusSeconds(1));
        assertThat(methods.save(card)).isEqualTo(card);
        assertThat(methods.save(link)).isEqualTo(link);
        assertThat(methods.find(card.id())).contains(card);
        assertThat(methods.ofCustomer(customer.id())).containsExactly(link, card);
    }

    @Test
    void refreshesTheRowOfTheSameProcessorId() {
        PaymentMethod first = methods.save(method(customer.id(), "pm_same", new Card("visa", "4242", 1, 2026, null, "US", "f"), NOW));
        Card renewed = new Card("visa", "4242", 1, 2031, null, "US", "f");
        PaymentMethod again = methods.save(method(customer.id(), "pm_same", renewed, NOW.plusSeconds(9)));
        assertThat(again).isEqualTo(new PaymentMethod(first.id(), NOW, NOW.plusSeconds(9), customer.id(), "pm_same", "card", renewed));
        assertThat(methods.ofCustomer(customer.id())).containsExactly(again);
        UUID other = shop.customer(customer.organizationId()).id();
        assertThat(methods.save(method(other, "pm_same", null, NOW)).customerId()).isEqualTo(other);
    }

    @Test
    void takesAMethodOutOfUseEverywhere() {
        Customers customers = database.get(Customers.class);
        Subscriptions subscriptions = database.get(Subscriptions.class);
        PaymentMethod lost = shop.card(customer.id(), "pm_lost");
        customers.update(withDefault(customer, lost.id()));
        Subscription active = shop.subscription(shop.product(customer.organizationId(), 500), customer.id(), null).payingWith(lost.id(), NOW);
        Subscription ended = shop.subscription(shop.product(customer.organizationId(), 500), customer.id(), null).payingWith(lost.id(), NOW).revoke(
                null, null, NOW);
        subscriptions.update(active);
        subscriptions.update(ended);
        database.inTransaction(() -> methods.remove(lost.id(), NOW.plusSeconds(1)));
        assertThat(methods.find(lost.id())).isEmpty();
        assertThat(methods.ofCustomer(customer.id())).isEmpty();
        assertThat(customers.get(customer.id()).defaultPaymentMethodId()).isNull();
        assertThat(subscriptions.find(active.id()).orElseThrow().paymentMethodId()).isNull();
        assertThat(subscriptions.find(ended.id())).contains(ended);
        PaymentMethod restored = shop.card(customer.id(), "pm_lost");
        assertThat(restored.id()).isEqualTo(lost.id());
        assertThat(methods.find(lost.id())).contains(restored);
        assertThatThrownBy(() -> methods.remove(lost.id(), NOW)).isInstanceOf(IllegalStateException.class);
    }

    /** LIV-20: the processor tells in real time; what becomes of it is written at the time of each customer. */
    @Test
    void aDetachedMethodGoesAtTheBillingTimeOfWhoeverHasIt() {
        Customers customers = database.get(Customers.class);
        TestClock clock = shop.clock(customer.organizationId());
        UUID onClock = shop.customer(customer.organizationId()).id();
        database.inTransaction(() -> database.get(TestClocks.class).attach(clock.id(), onClock, null));
        PaymentMethod frozen = shop.card(onClock, "pm_detached");
        PaymentMethod real = shop.card(customer.id(), "pm_detached");
        customers.update(customers.get(onClock).payingBy(frozen.id(), NOW));
        customers.update(customers.get(customer.id()).payingBy(real.id(), NOW));
        RealInstant heardAt = REAL_NOW.plus(Duration.ofDays(7));
        database.inTransaction(() -> methods.removeDetached("pm_detached", heardAt));
        assertThat(methods.find(frozen.id())).isEmpty();
        assertThat(methods.find(real.id())).isEmpty();
        assertThat(customers.get(onClock).modifiedAt()).isEqualTo(clock.frozenTime());
        assertThat(customers.get(customer.id()).modifiedAt()).isEqualTo(heardAt.at());
    }

    private static Customer withDefault(Customer it, UUID method) {
        return it.payingBy(method, NOW);
    }
}
