package dev.perennial.core.payment.persistence;

import static dev.perennial.core.persistence.Shop.NOW;
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

    private static Customer withDefault(Customer it, UUID method) {
        return it.payingBy(method, NOW);
    }
}
