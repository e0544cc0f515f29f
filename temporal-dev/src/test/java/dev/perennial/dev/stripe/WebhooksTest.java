package dev.perennial.dev.stripe;

import com.stripe.exception.StripeException;
import com.stripe.model.Charge;
import com.stripe.model.Event;
import com.stripe.model.PaymentIntent;
import com.stripe.model.WebhookEndpoint;
import com.stripe.param.EventListParams;
import com.stripe.param.PaymentIntentCreateParams.CaptureMethod;
import com.stripe.param.RefundCreateParams;
import com.stripe.param.WebhookEndpointCreateParams;
import com.stripe.param.WebhookEndpointCreateParams.EnabledEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class WebhooksTest {
    private Receiver receiver;
    private Shop shop;

    @BeforeEach
    void open(@TempDir Path data) throws IOException {
        receiver = new Receiver();
        shop = new Shop(data, options -> options.withWebhook(new StripeSandbox.Webhook(receiver.url(), receiver.secret, List.of("*"))).withRetry(
                new StripeSandbox.Retry(Duration.ofMillis(50), Duration.ofMillis(200), 40)));
    }

    @AfterEach
    void close() {
        shop.close();
        receiver.close();
    }

    private void expect(String... types) {
        await().atMost(Shop.SOON).untilAsserted(() -> assertThat(receiver.types()).containsExactlyInAnyOrder(types));
        assertThat(receiver.forged).hasValue(0);
    }

    private void undelivered(int count) {
        await().atMost(Shop.SOON).untilAsserted(() -> assertThat(shop.order("GET", "/sandbox/stats", "").path("undelivered").asInt()).isEqualTo(
                count));
    }

    @Test
    void aPaymentTellsItsStory() throws StripeException {
        PaymentIntent intent = shop.pay(Shop.tenDollars("pm_card_visa"), "pay-1");
        expect("payment_intent.created", "charge.succeeded", "payment_intent.succeeded", "charge.updated");
        Event succeeded = receiver.events.stream().filter(event -> event.getType().equals("payment_intent.succeeded")).findFirst().orElseThrow();
        assertThat(succeeded.getApiVersion()).isEqualTo("2026-07-29.dahlia");
        assertThat(succeeded.getRequest().getIdempotencyKey()).isEqualTo("pay-1");
        assertThat(succeeded.getDataObjectDeserializer().getObject()).containsInstanceOf(PaymentIntent.class);
        assertThat(((PaymentIntent) succeeded.getDataObjectDeserializer().getObject().orElseThrow()).getId()).isEqualTo(intent.getId());
        Event settled = receiver.events.stream().filter(event -> event.getType().equals("charge.updated")).findFirst().orElseThrow();
        assertThat(((Charge) settled.getDataObjectDeserializer().getObject().orElseThrow()).getBalanceTransaction()).startsWith("txn_");
        assertThat(shop.stripe.v1().events().retrieve(succeeded.getId()).getType()).isEqualTo("payment_intent.succeeded");
        assertThat(shop.stripe.v1().events().list(EventListParams.builder().setType("charge.updated").build()).getData()).extracting(Event::getId)
                .containsExactly(settled.getId());
        undelivered(0);
    }

    @Test
    void declinesSetupsRefundsAndCustomersTellTheirs() throws StripeException, IOException, InterruptedException {
        var customer = shop.customer();
        var card = shop.attach("pm_card_refundFail", customer);
        PaymentIntent intent = shop.pay(Shop.tenDollars(card.getId()).setCustomer(customer.getId()).setCaptureMethod(CaptureMethod.AUTOMATIC));
        shop.stripe.v1().refunds().create(RefundCreateParams.builder().setPaymentIntent(intent.getId()).build());
        shop.declined(Shop.tenDollars("pm_card_chargeDeclined"));
        PaymentIntent waiting = shop.pay(Shop.tenDollars("pm_card_threeDSecure2Required").setReturnUrl("https://shop.example"));
        shop.answerBank(waiting.getNextAction().getRedirectToUrl().getUrl(), "fail");
        shop.stripe.v1().paymentIntents().cancel(waiting.getId());
        shop.stripe.v1().paymentMethods().detach(card.getId());
        shop.stripe.v1().customers().delete(customer.getId());
        expect("customer.created", "payment_method.attached", "payment_intent.created", "charge.succeeded", "payment_intent.succeeded",
                "refund.created", "charge.refunded", "refund.updated", "refund.failed", "payment_intent.created", "charge.failed",
                "payment_intent.payment_failed", "payment_intent.created", "payment_intent.requires_action", "payment_intent.payment_failed",
                "payment_intent.canceled", "payment_method.detached", "customer.deleted");
    }

    @Test
    void anEndpointGetsOnlyWhatItAskedForSignedWithItsOwnSecret() throws StripeException, IOException {
        try (Receiver other = new Receiver()) {
            WebhookEndpoint endpoint = shop.stripe.v1().webhookEndpoints().create(WebhookEndpointCreateParams.builder().setUrl(other.url().toString())
                    .addEnabledEvent(EnabledEvent.CHARGE__SUCCEEDED).build());
            assertThat(endpoint.getSecret()).startsWith("whsec_");
            other.secret = endpoint.getSecret();
            shop.pay(Shop.tenDollars("pm_card_visa"));
            expect("payment_intent.created", "charge.succeeded", "payment_intent.succeeded", "charge.updated");
            await().atMost(Shop.SOON).until(() -> other.types().equals(List.of("charge.succeeded")));
            assertThat(other.forged).hasValue(0);
            assertThat(shop.stripe.v1().webhookEndpoints().retrieve(endpoint.getId()).getSecret()).isNull();
            shop.stripe.v1().webhookEndpoints().delete(endpoint.getId());
            shop.pay(Shop.tenDollars("pm_card_visa"));
            await().atMost(Shop.SOON).until(() -> receiver.events.size() == 8);
            undelivered(0);
            assertThat(other.types()).hasSize(1);
        }
    }

    @Test
    void isTriedUntilItIsAcknowledged() throws StripeException {
        receiver.refusals.set(3);
        shop.customer();
        expect("customer.created");
        assertThat(receiver.arrivals).hasSize(4);
        undelivered(0);
    }

    @Test
    void pausesGrowUpToTheLongest() {
        StripeSandbox.Retry usual = StripeSandbox.Retry.USUAL;
        assertThat(usual.pauseAfter(1)).isEqualTo(Duration.ofMillis(200));
        assertThat(usual.pauseAfter(3)).isEqualTo(Duration.ofMillis(800));
        assertThat(usual.pauseAfter(60)).isEqualTo(Duration.ofSeconds(10));
        Duration all = Duration.ZERO;
        for (int failures = 1; failures < usual.tries(); failures++) {
            all = all.plus(usual.pauseAfter(failures));
        }
        assertThat(all).isGreaterThan(Duration.ofMinutes(10));
    }

    @Test
    void whatWasNotAcknowledgedIsSentAfterARestart() throws StripeException {
        receiver.refusals.set(Integer.MAX_VALUE);
        shop.customer();
        undelivered(1);
        shop.restart();
        receiver.refusals.set(0);
        expect("customer.created");
        undelivered(0);
    }

    @Test
    void comesTwiceWhenToldSo() throws StripeException, IOException, InterruptedException {
        shop.order("POST", "/sandbox/webhooks", "{\"mode\":\"duplicate\",\"times\":1}");
        shop.customer();
        shop.customer();
        expect("customer.created", "customer.created", "customer.created");
        assertThat(new HashSet<>(receiver.events.stream().map(Event::getId).toList())).hasSize(2);
    }

    @Test
    void comesLateWhenToldSo() throws StripeException, IOException, InterruptedException {
        shop.order("POST", "/sandbox/webhooks", "{\"mode\":\"delay\",\"delay_ms\":700,\"times\":1}");
        long start = System.nanoTime();
        shop.customer();
        expect("customer.created");
        assertThat(Duration.ofNanos(receiver.arrivals.getFirst() - start)).isGreaterThan(Duration.ofMillis(690));
    }

    @Test
    void comesLastToFirstWhenToldSo() throws StripeException, IOException, InterruptedException {
        shop.order("POST", "/sandbox/webhooks", "{\"mode\":\"reorder\",\"delay_ms\":4000}");
        var first = shop.customer();
        var card = shop.attach("pm_card_visa", first);
        shop.stripe.v1().paymentMethods().detach(card.getId());
        await().atMost(Shop.SOON).until(() -> receiver.events.size() == 3);
        assertThat(receiver.types()).containsExactly("payment_method.detached", "payment_method.attached", "customer.created");
    }
}
