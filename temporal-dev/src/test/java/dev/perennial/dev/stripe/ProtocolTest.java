package dev.perennial.dev.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.stripe.StripeClient;
import com.stripe.exception.AuthenticationException;
import com.stripe.exception.IdempotencyException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.Charge;
import com.stripe.model.Customer;
import com.stripe.model.PaymentIntent;
import com.stripe.model.StripeCollection;
import com.stripe.param.ChargeListParams;
import com.stripe.param.CustomerCreateParams;
import com.stripe.param.CustomerListParams;
import com.stripe.param.CustomerUpdateParams;
import com.stripe.param.PaymentIntentListParams;
import com.stripe.param.PaymentIntentSearchParams;
import com.stripe.param.common.EmptyParam;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

class ProtocolTest {
    private static final String PAYMENT = "amount=1000&currency=usd&payment_method=pm_card_visa&confirm=true";
    private Shop shop;

    @BeforeEach
    void open(@TempDir Path data) { shop = new Shop(data); }

    @AfterEach
    void close() { shop.close(); }

    private JsonNode json(HttpResponse<String> answer) { return Json.parse(answer.body().getBytes(UTF_8)); }

    private int charges() throws IOException, InterruptedException { return shop.order("GET", "/sandbox/stats", "").path("charges").asInt(); }

    @Test
    void theSameKeyAndParametersGetTheSameAnswerOnce() throws StripeException, IOException, InterruptedException {
        PaymentIntent first = shop.pay(Shop.tenDollars("pm_card_visa").putMetadata("a", "1").putMetadata("b", "2"), "key-1");
        PaymentIntent again = shop.pay(Shop.tenDollars("pm_card_visa").putMetadata("b", "2").putMetadata("a", "1"), "key-1");
        assertThat(again.getId()).isEqualTo(first.getId());
        assertThat(first.getLastResponse().headers().firstValue("Idempotent-Replayed")).isEmpty();
        assertThat(again.getLastResponse().headers().firstValue("Idempotent-Replayed")).contains("true");
        assertThat(again.getLastResponse().headers().firstValue("Original-Request")).contains(first.getLastResponse().requestId());
        assertThat(again.getLastResponse().idempotencyKey()).isEqualTo("key-1");
        assertThat(again.getLastResponse().body()).isEqualTo(first.getLastResponse().body());
        assertThat(charges()).isEqualTo(1);
    }

    @Test
    void aDeclineIsReplayedToo() throws IOException, InterruptedException {
        String form = PAYMENT.replace("pm_card_visa", "pm_card_chargeDeclined");
        HttpResponse<String> first = shop.call("POST", "/v1/payment_intents", form, "Idempotency-Key", "k");
        HttpResponse<String> again = shop.call("POST", "/v1/payment_intents", form, "Idempotency-Key", "k");
        assertThat(first.statusCode()).isEqualTo(402);
        assertThat(again.statusCode()).isEqualTo(402);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(charges()).isEqualTo(1);
    }

    @Test
    void theSameKeyWithOtherParametersIsRefused() throws StripeException {
        shop.pay(Shop.tenDollars("pm_card_visa"), "key-1");
        var no = catchThrowableOfType(IdempotencyException.class, () -> shop.pay(Shop.tenDollars("pm_card_visa").setAmount(2_000L), "key-1"));
        assertThat(no.getStatusCode()).isEqualTo(400);
        assertThat(no.getStripeError().getType()).isEqualTo("idempotency_error");
    }

    @Test
    void aRefusedRequestDoesNotUseItsKeyUp() throws IOException, InterruptedException {
        assertThat(shop.call("POST", "/v1/payment_intents", PAYMENT + "&amount=1", "Idempotency-Key", "k").statusCode()).isEqualTo(400);
        assertThat(shop.call("POST", "/v1/payment_intents", PAYMENT, "Idempotency-Key", "k").statusCode()).isEqualTo(200);
    }

    @Test
    void twoRequestsWithOneKeyDoNotRunAtOnce() throws IOException, InterruptedException {
        shop.order("POST", "/sandbox/faults", "{\"point\":\"after_effect\",\"kind\":\"latency\",\"latency_ms\":1,\"times\":100}");
        List<CompletableFuture<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            answers.add(CompletableFuture.supplyAsync(() -> status("k")));
        }
        assertThat(answers.stream().map(CompletableFuture::join)).allMatch(status -> status == 200 || status == 409).contains(200);
        assertThat(charges()).isEqualTo(1);
    }

    private int status(String key) {
        try {
            return shop.call("POST", "/v1/payment_intents", PAYMENT, "Idempotency-Key", key).statusCode();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aKeyInUseIsAnsweredWith409() {
        Request request = new Request("POST", "/v1/customers", List.of(), Params.parse("name=a"));
        try (Store store = new Store(Path.of(System.getProperty("java.io.tmpdir"), "perennial-claim-" + System.nanoTime()), (_, _) -> true)) {
            Idempotency keys = new Idempotency(store);
            Idempotency.Claim claim = keys.claim("k", request, "req_1");
            assertThatThrownBy(() -> keys.claim("k", request, "req_2")).isInstanceOfSatisfying(ApiError.class, no -> {
                assertThat(no.answer().status()).isEqualTo(409);
                assertThat(no.answer().body().path("error").path("code").asText()).isEqualTo("idempotency_key_in_use");
            });
            keys.claim("other", request, "req_3").close();
            claim.close();
            keys.claim("k", request, "req_4").close();
        }
    }

    @Test
    void pagesGoBothWaysFromTheNewest() throws StripeException {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ids.addFirst(shop.customer().getId());
        }
        var customers = shop.stripe.v1().customers();
        StripeCollection<Customer> first = customers.list(CustomerListParams.builder().setLimit(2L).build());
        assertThat(first.getData()).extracting(Customer::getId).containsExactly(ids.get(0), ids.get(1));
        assertThat(first.getHasMore()).isTrue();
        assertThat(first.getUrl()).isEqualTo("/v1/customers");
        var next = customers.list(CustomerListParams.builder().setLimit(3L).setStartingAfter(ids.get(1)).build());
        assertThat(next.getData()).extracting(Customer::getId).containsExactly(ids.get(2), ids.get(3), ids.get(4));
        assertThat(next.getHasMore()).isFalse();
        var back = customers.list(CustomerListParams.builder().setLimit(2L).setEndingBefore(ids.get(3)).build());
        assertThat(back.getData()).extracting(Customer::getId).containsExactly(ids.get(1), ids.get(2));
        assertThat(back.getHasMore()).isTrue();
        List<String> all = new ArrayList<>();
        customers.list(CustomerListParams.builder().setLimit(2L).build()).autoPagingIterable().forEach(customer -> all.add(customer.getId()));
        assertThat(all).isEqualTo(ids);
        assertThatThrownBy(() -> customers.list(CustomerListParams.builder().setStartingAfter("cus_none").build())).isInstanceOf(
                InvalidRequestException.class);
    }

    @Test
    void listsAreFiltered() throws StripeException {
        Customer customer = shop.customer();
        PaymentIntent intent = shop.pay(Shop.tenDollars("pm_card_visa").setCustomer(customer.getId()));
        shop.pay(Shop.tenDollars("pm_card_visa"));
        long now = intent.getCreated();
        var created = ChargeListParams.Created.builder().setGte(now - 100).setLt(now + 100).build();
        assertThat(shop.stripe.v1().charges().list(ChargeListParams.builder().setPaymentIntent(intent.getId()).setCreated(created).build()).getData())
                .extracting(Charge::getId).containsExactly(intent.getLatestCharge());
        assertThat(shop.stripe.v1().charges().list(ChargeListParams.builder().setCreated(ChargeListParams.Created.builder().setGt(now + 100).build())
                .build()).getData()).isEmpty();
        assertThat(shop.stripe.v1().paymentIntents().list(PaymentIntentListParams.builder().setCustomer(customer.getId()).build()).getData()).hasSize(
                1);
    }

    @Test
    void intentsAreFoundByTheirMetadata() throws StripeException {
        PaymentIntent paid = shop.pay(Shop.tenDollars("pm_card_visa").putMetadata("order_id", "o-1"));
        shop.pay(Shop.tenDollars("pm_card_visa").putMetadata("order_id", "o-2"));
        var found = shop.stripe.v1().paymentIntents().search(PaymentIntentSearchParams.builder().setQuery(
                "metadata['order_id']:'o-1' AND status:'succeeded' AND amount>=1000").build());
        assertThat(found.getData()).extracting(PaymentIntent::getId).containsExactly(paid.getId());
        assertThat(found.getHasMore()).isFalse();
        assertThat(shop.stripe.v1().paymentIntents().search(PaymentIntentSearchParams.builder().setQuery("metadata['order_id']:'o-3'").build())
                .getData()).isEmpty();
        assertThatThrownBy(() -> shop.stripe.v1().paymentIntents().search(PaymentIntentSearchParams.builder().setQuery("anything goes").build()))
                .isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void metadataIsMergedAndUnset() throws StripeException {
        var customers = shop.stripe.v1().customers();
        Customer customer = customers.create(CustomerCreateParams.builder().putMetadata("a", "1").putMetadata("b", "2").build());
        customer = customers.update(customer.getId(), CustomerUpdateParams.builder().putMetadata("a", "").putMetadata("c", "3").build());
        assertThat(customer.getMetadata()).isEqualTo(Map.of("b", "2", "c", "3"));
        customer = customers.update(customer.getId(), CustomerUpdateParams.builder().setMetadata(EmptyParam.EMPTY).build());
        assertThat(customer.getMetadata()).isEmpty();
    }

    @Test
    void expandsAlongPathsAndRefusesWhatIsNone() throws StripeException, IOException, InterruptedException {
        Customer customer = shop.customer();
        var charged = shop.pay(Shop.tenDollars("pm_card_visa").setCustomer(customer.getId()).addExpand("customer").addExpand(
                "latest_charge.payment_intent"));
        assertThat(charged.getCustomerObject().getEmail()).isEqualTo("buyer@example.com");
        assertThat(charged.getLatestChargeObject().getPaymentIntentObject().getId()).isEqualTo(charged.getId());
        var page = shop.stripe.v1().charges().list(ChargeListParams.builder().addExpand("data.customer").build());
        assertThat(page.getData().getFirst().getCustomerObject().getId()).isEqualTo(customer.getId());
        assertThat(shop.stripe.v1().paymentIntents().retrieve(charged.getId()).getCustomerObject()).isNull();
        HttpResponse<String> no = shop.call("GET", "/v1/charges/" + charged.getLatestCharge() + "?expand[]=payment_method", "");
        assertThat(no.statusCode()).isEqualTo(400);
    }

    @Test
    void aBadExpandPathUndoesTheCall() throws IOException, InterruptedException {
        assertThat(shop.call("POST", "/v1/payment_intents", PAYMENT + "&expand[]=nothing").statusCode()).isEqualTo(400);
        assertThat(charges()).isZero();
    }

    @Test
    void errorsHaveTheDocumentedShape() throws IOException, InterruptedException {
        HttpResponse<String> missing = shop.call("GET", "/v1/customers/cus_none", "");
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(json(missing).path("error").path("code").asText()).isEqualTo("resource_missing");
        assertThat(json(missing).path("error").path("param").asText()).isEqualTo("id");
        HttpResponse<String> incomplete = shop.call("POST", "/v1/payment_intents", "amount=1000");
        assertThat(json(incomplete).path("error").path("code").asText()).isEqualTo("parameter_missing");
        assertThat(json(incomplete).path("error").path("param").asText()).isEqualTo("currency");
        HttpResponse<String> unknown = shop.call("POST", "/v1/customers", "nickname=x");
        assertThat(json(unknown).path("error").path("code").asText()).isEqualTo("parameter_unknown");
        HttpResponse<String> number = shop.call("POST", "/v1/payment_intents", "amount=ten&currency=usd");
        assertThat(json(number).path("error").path("code").asText()).isEqualTo("parameter_invalid_integer");
        assertThat(shop.call("GET", "/v1/nothing", "").statusCode()).isEqualTo(404);
        assertThat(shop.call("POST", "/v1/customers", "metadata=a&metadata[b]=c").statusCode()).isEqualTo(400);
    }

    @Test
    void answersCarryRequestIdAndVersion() throws IOException, InterruptedException {
        HttpResponse<String> answer = shop.call("GET", "/v1/customers", "", "Stripe-Version", "2026-07-29.dahlia");
        assertThat(answer.headers().firstValue("Request-Id").orElseThrow()).startsWith("req_");
        assertThat(answer.headers().firstValue("Stripe-Version")).contains("2026-07-29.dahlia");
    }

    @Test
    void aCallWithoutASecretKeyIsRefused() {
        StripeClient stranger = StripeClient.builder().setApiKey("pk_test_x").setApiBase(shop.url()).build();
        assertThatThrownBy(() -> stranger.v1().customers().list()).isInstanceOf(AuthenticationException.class);
    }

    @Test
    void resetForgetsEverything() throws StripeException, IOException, InterruptedException {
        Customer customer = shop.customer();
        shop.order("POST", "/sandbox/reset", "");
        assertThatThrownBy(() -> shop.stripe.v1().customers().retrieve(customer.getId())).isInstanceOf(InvalidRequestException.class);
        assertThat(shop.stripe.v1().customers().list().getData()).isEmpty();
        shop.restart();
        assertThat(shop.stripe.v1().customers().list().getData()).isEmpty();
    }

    @Test
    void countsItsWork() throws StripeException, IOException, InterruptedException {
        shop.pay(Shop.tenDollars("pm_card_visa"));
        JsonNode stats = shop.order("GET", "/sandbox/stats", "");
        assertThat(stats.path("requests").asInt()).isEqualTo(1);
        assertThat(stats.path("charges").asInt()).isEqualTo(1);
        assertThat(stats.path("process_cpu_ms").asLong()).isPositive();
        await().atMost(Shop.SOON).until(() -> shop.call("GET", "/healthz", "").statusCode() == 200);
    }
}
