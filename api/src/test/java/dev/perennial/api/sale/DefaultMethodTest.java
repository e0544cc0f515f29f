package dev.perennial.api.sale;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.perennial.core.customer.Customers;
import dev.perennial.core.order.Orders;
import dev.perennial.core.payment.PaymentAttempt;
import dev.perennial.core.payment.PaymentAttempts;
import dev.perennial.core.payment.PaymentMethod;
import dev.perennial.core.payment.PaymentMethods;
import dev.perennial.core.persistence.Sql;
import dev.perennial.core.subscription.Subscriptions;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a customer's choice of another method in the portal has done by the time it is answered, and what a deletion leaves to be done. */
@NullUnmarked // JUnit sets the shop before any test.
class DefaultMethodTest {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static Shop shop;

    @BeforeAll
    static void open() { shop = new Shop(); }

    @AfterAll
    static void close() {
        shop.close();
    }

    private static UUID saved(UUID customer, int second) {
        return shop.bean(PaymentMethods.class)
                .save(new PaymentMethod(UUID.randomUUID(), START.plusSeconds(second), null, customer, "pm_" + UUID.randomUUID(), "card", null)).id();
    }

    private static Sold sold(JsonNode customer) { return Sold.in(shop, shop.product("Pro", 1_000, "month"), customer); }

    /** SUB-11, SUB-12, SUB-14, SUB-5: the oldest card has paid until now. */
    @Test
    void aNewDefaultMovesWhatPaidWithTheFormerAndPaysWhatIsPastDue() {
        JsonNode customer = shop.customer("chooses" + UUID.randomUUID() + "@example.com");
        UUID id = UUID.fromString(customer.get("id").asText());
        UUID first = saved(id, 0);
        UUID own = saved(id, 1);
        UUID chosen = saved(id, 2);
        Sql sql = shop.bean(Sql.class);
        String pay = "update subscription set payment_method_id = ?, status = ?, past_due_at = ? where id = ?";
        UUID healthy = sold(customer).subscription().id();
        sql.updateOne(pay, first, "active", null, healthy);
        UUID apart = sold(customer).subscription().id();
        sql.updateOne(pay, own, "active", null, apart);
        Sold pastDue = sold(customer);
        sql.updateOne(pay, own, "past_due", Instant.now(), pastDue.subscription().id());

        String token = shop.post(shop.token, "/v1/customer-sessions/", "{\"customer_id\": \"" + id + "\"}").json(201).get("token").asText();
        JsonNode me = shop.patch(token, "/v1/customer-portal/customers/me", "{\"default_payment_method_id\": \"" + chosen + "\"}").json(200);
        assertThat(me.get("default_payment_method_id").asText()).isEqualTo(chosen.toString());

        Subscriptions subscriptions = shop.bean(Subscriptions.class);
        assertThat(subscriptions.get(healthy).paymentMethodId()).isEqualTo(chosen);
        assertThat(subscriptions.get(apart).paymentMethodId()).as("has its own").isEqualTo(own);
        assertThat(subscriptions.get(pastDue.subscription().id()).paymentMethodId()).isEqualTo(chosen);
        PaymentAttempt charge = shop.bean(PaymentAttempts.class).findOpenOfOrder(pastDue.order().id()).orElseThrow();
        assertThat(charge.paymentMethodId()).isEqualTo(chosen);
        assertThat(charge.trigger()).isEqualTo(PaymentAttempt.Trigger.RETRY_PAYMENT_METHOD_UPDATE);
        assertThat(shop.bean(Orders.class).get(pastDue.order().id()).nextWakeAt()).isBeforeOrEqualTo(Instant.now());
        assertThat(shop.bean(Customers.class).followUpOf(id)).as("the processor is to be told").isPresent();

        shop.patch(token, "/v1/customer-portal/customers/me", "{\"default_payment_method_id\": \"" + UUID.randomUUID() + "\"}").refusal();
        assertThat(subscriptions.get(healthy).paymentMethodId()).as("none of theirs").isEqualTo(chosen);
    }

    /** SUB-5 */
    @Test
    void aDeletedCustomerIsDueUntilWhatTheyHadHasEnded() {
        JsonNode customer = shop.customer("gone" + UUID.randomUUID() + "@example.com");
        UUID id = UUID.fromString(customer.get("id").asText());
        assertThat(shop.bean(Customers.class).followUpOf(id)).isEmpty();
        assertThat(shop.delete(shop.token, "/v1/customers/" + id).status()).isEqualTo(204);
        assertThat(shop.bean(Customers.class).followUpOf(id)).isPresent();
    }
}
