package dev.perennial.core.payment.persistence;

import static dev.perennial.core.persistence.Shop.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.core.catalog.Product;
import dev.perennial.core.order.Order;
import dev.perennial.core.payment.Payment;
import dev.perennial.core.payment.Payment.Status;
import dev.perennial.core.payment.PaymentAttempt;
import dev.perennial.core.payment.Payments;
import dev.perennial.core.persistence.Shop;
import dev.perennial.core.persistence.TestDatabase;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class JdbcPaymentsTest {
    @AutoClose
    static final TestDatabase database = new TestDatabase();
    final Payments payments = database.get(Payments.class);
    final Shop shop = new Shop(database);
    final Product product = shop.product(shop.organization().id(), 2000);
    final UUID customer = shop.customer(product.organizationId()).id();
    final UUID checkout = shop.checkout(product, customer).id();
    final Order order = shop.order(shop.subscription(product, customer, null));
    final UUID attempt = shop.attempt(order, PaymentAttempt.Trigger.PURCHASE, PaymentAttempt.State.STARTED).id();

    private Payment payment(String processorId, Status status, @Nullable UUID ofCheckout, @Nullable UUID ofOrder, @Nullable String declined) {
        return new Payment(UUID.randomUUID(), NOW, null, product.organizationId(), customer, ofCheckout, ofOrder, attempt, processorId, status,
                order.total(), "card", Map.of("brand", "visa"), PaymentAttempt.Trigger.PURCHASE, declined, declined == null ? null : "Declined.");
    }

    private Payment stored(String processorId) {
        return payments.findByProcessorId(processorId).orElseThrow();
    }

    @Test
    void readsWhatWasWritten() {
        Payment first = payment("ch_1", Status.FAILED, null, order.id(), "insufficient_funds");
        payments.save(first);
        assertThat(payments.find(first.id())).contains(first);
        assertThat(payments.findByProcessorId("ch_1")).contains(first);
        assertThat(payments.findByProcessorId("ch_other")).isEmpty();
    }

    @Test
    void keepsOneRowPerChargeAndNeverLosesALink() {
        Payment first = payment("ch_2", Status.PENDING, checkout, null, null);
        payments.save(first);
        payments.save(payment("ch_2", Status.SUCCEEDED, null, order.id(), null));
        payments.save(payment("ch_2", Status.SUCCEEDED, null, null, null));
        Payment now = stored("ch_2");
        assertThat(now.id()).isEqualTo(first.id());
        assertThat(now.status()).isEqualTo(Status.SUCCEEDED);
        assertThat(now.checkoutId()).isEqualTo(checkout);
        assertThat(now.orderId()).isEqualTo(order.id());
    }

    @Test
    void letsNoLateMessageReopenACharge() {
        payments.save(payment("ch_3", Status.FAILED, checkout, null, "lost_card"));
        payments.save(payment("ch_3", Status.PENDING, checkout, null, null));
        assertThat(stored("ch_3").status()).isEqualTo(Status.FAILED);
        assertThat(stored("ch_3").declineReason()).isEqualTo("lost_card");
    }

    @Test
    void linksTheChargesOfACheckoutToItsOrder() {
        payments.save(payment("ch_4", Status.FAILED, checkout, null, null));
        payments.save(payment("ch_5", Status.SUCCEEDED, checkout, null, null));
        payments.linkToOrder(checkout, order.id());
        assertThat(stored("ch_4").orderId()).isEqualTo(order.id());
        assertThat(stored("ch_5").orderId()).isEqualTo(order.id());
    }

    @Test
    void findsTheNewestChargeOfAnOrder() {
        payments.save(payment("ch_old" + order.id(), Status.FAILED, null, order.id(), null));
        database.sql().update("update payment set created_at = ?", NOW.minusSeconds(60));
        Payment newest = payment("ch_new" + order.id(), Status.SUCCEEDED, null, order.id(), null);
        payments.save(newest);
        assertThat(payments.findLatestOfOrder(order.id())).contains(newest);
    }
}
