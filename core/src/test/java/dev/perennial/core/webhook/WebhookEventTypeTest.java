package dev.perennial.core.webhook;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class WebhookEventTypeTest {
    private static final String CONTRACT = "checkout.created checkout.updated checkout.expired customer.created customer.updated customer.deleted "
            + "customer.state_changed customer_seat.assigned customer_seat.claimed customer_seat.revoked member.created "
            + "member.updated member.deleted order.created order.updated order.paid order.refunded subscription.created "
            + "subscription.updated subscription.active subscription.canceled subscription.uncanceled "
            + "subscription.cycled subscription.revoked subscription.past_due subscription.paused subscription.resumed "
            + "refund.created refund.updated product.created product.updated discount.created discount.updated "
            + "discount.deleted organization.updated benefit.created benefit.updated benefit_grant.created "
            + "benefit_grant.updated benefit_grant.cycled benefit_grant.revoked";

    @Test
    void hasTheNamesOfTheContract() {
        assertThat(WebhookEventType.values()).hasSize(41);
        assertThat(Arrays.stream(WebhookEventType.values()).map(WebhookEventType::wire).collect(joining(" "))).isEqualTo(CONTRACT);
    }

    @Test
    void isFoundByItsName() {
        assertThat(WebhookEventType.find("subscription.past_due")).contains(WebhookEventType.SUBSCRIPTION_PAST_DUE);
        assertThat(WebhookEventType.find("subscription.forgotten")).isEmpty();
    }
}
