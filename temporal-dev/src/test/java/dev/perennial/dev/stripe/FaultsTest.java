package dev.perennial.dev.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.stripe.exception.ApiException;
import com.stripe.exception.AuthenticationException;
import com.stripe.exception.RateLimitException;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.param.PaymentIntentSearchParams;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FaultsTest {
    private Shop shop;

    @BeforeEach
    void open(@TempDir Path data) { shop = new Shop(data); }

    @AfterEach
    void close() { shop.close(); }

    private void fault(String point, String kind) throws IOException, InterruptedException {
        shop.order("POST", "/sandbox/faults", "{\"point\":\"" + point + "\",\"kind\":\"" + kind
                + "\",\"method\":\"POST\",\"path\":\"/v1/payment_intents\",\"times\":1,\"latency_ms\":600}");
    }

    private PaymentIntent pay() throws StripeException { return shop.pay(Shop.tenDollars("pm_card_visa").putMetadata("order_id", "1"), "key"); }

    private int charges() throws IOException, InterruptedException {
        return shop.order("GET", "/sandbox/charges?metadata_key=order_id&metadata_value=1", "").path("charges").size();
    }

    /** Sends a payment over a bare socket: the client's own HTTP library would hide a cut by asking again. */
    private String bare(String key) throws IOException {
        String form = "amount=1000&currency=usd&payment_method=pm_card_visa&confirm=true&metadata[order_id]=1";
        URI url = URI.create(shop.url());
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(("POST /v1/payment_intents HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer sk_test_shop\r\nIdempotency-Key: " + key
                            + "\r\nConnection: close\r\nContent-Length: " + form.length() + "\r\n\r\n" + form).getBytes(UTF_8));
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    @Test
    void anErrorBeforeTheEffectLeavesNothingAndTheKeyFree() throws StripeException, IOException, InterruptedException {
        fault("before_effect", "error_500");
        assertThatThrownBy(this::pay).isInstanceOf(ApiException.class);
        assertThat(charges()).isZero();
        assertThat(pay().getStatus()).isEqualTo("succeeded");
    }

    @Test
    void anErrorAfterTheEffectIsKeptUnderTheKeyThoughTheMoneyMoved() throws StripeException, IOException, InterruptedException {
        fault("after_effect", "error_500");
        assertThatThrownBy(this::pay).isInstanceOfSatisfying(ApiException.class, no -> assertThat(no.getStatusCode()).isEqualTo(500));
        assertThatThrownBy(this::pay).isInstanceOfSatisfying(ApiException.class, no -> assertThat(no.getStatusCode()).isEqualTo(500));
        assertThat(charges()).isEqualTo(1);
        assertThat(shop.stripe.v1().paymentIntents().search(PaymentIntentSearchParams.builder().setQuery("metadata['order_id']:'1'").build())
                .getData()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"before_effect", "after_effect"})
    void aThrottledCallMayBeRepeatedWithItsKey(String point) throws StripeException, IOException, InterruptedException {
        fault(point, "error_429");
        assertThatThrownBy(this::pay).isInstanceOf(RateLimitException.class);
        assertThat(pay().getStatus()).isEqualTo("succeeded");
        assertThat(charges()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"before_effect, error_409, 409, 0", "after_effect, error_409, 409, 1", "before_effect, error_502, 502, 0",
            "after_effect, error_502, 502, 1"})
    void aKeyInUseAndAGatewayLeaveTheKeyWithTheTruth(String point, String kind, int status, int happened)
            throws StripeException, IOException, InterruptedException {
        fault(point, kind);
        assertThatThrownBy(this::pay).isInstanceOfSatisfying(ApiException.class, no -> assertThat(no.getStatusCode()).isEqualTo(status));
        assertThat(charges()).isEqualTo(happened);
        assertThat(pay().getStatus()).isEqualTo("succeeded");
        assertThat(charges()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"before_effect, 0, <!doctype html>", "after_effect, 1, {"})
    void aWrongAnswerLooksFineUntilItIsRead(String point, int happened, String beginning) throws StripeException, IOException, InterruptedException {
        fault(point, "wrong_answer");
        String answer = bare("key");
        assertThat(answer).startsWith("HTTP/1.1 200");
        String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
        assertThat(body).startsWith(beginning).doesNotEndWith("}");
        assertThat(charges()).isEqualTo(happened);
        assertThat(bare("key")).endsWith("}");
        assertThat(charges()).isEqualTo(1);
    }

    @Test
    void onlyTheOrderedKeyIsRight() throws StripeException, IOException, InterruptedException {
        shop.order("POST", "/sandbox/key", "{\"only\":\"sk_of_somebody_else\"}");
        assertThatThrownBy(this::pay).isInstanceOf(AuthenticationException.class);
        assertThat(charges()).isZero();
        shop.order("POST", "/sandbox/key", "{}");
        assertThat(pay().getStatus()).isEqualTo("succeeded");
    }

    @Test
    void aConnectionIsCutBeforeTheEffect() throws IOException, InterruptedException {
        fault("before_effect", "cut");
        assertThat(bare("k")).isEmpty();
        assertThat(charges()).isZero();
    }

    @Test
    void aConnectionIsCutAfterTheEffectAndTheRetryLearnsOfIt() throws StripeException, IOException, InterruptedException {
        fault("after_effect", "cut");
        assertThat(bare("k")).isEmpty();
        assertThat(charges()).isEqualTo(1);
        var replayed = shop.call("POST", "/v1/payment_intents",
                "amount=1000&currency=usd&payment_method=pm_card_visa&confirm=true&metadata[order_id]=1", "Idempotency-Key", "k");
        assertThat(replayed.statusCode()).isEqualTo(200);
        assertThat(charges()).isEqualTo(1);
    }

    @Test
    void aConnectionIsCutAfterTheWholeAnswer() throws IOException, InterruptedException {
        fault("after_answer", "cut");
        String answer = bare("k");
        assertThat(answer).startsWith("HTTP/1.1 200").endsWith("}");
        assertThat(answer).contains("\"status\":\"succeeded\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"before_effect", "after_effect"})
    void latencyOnlyTakesTime(String point) throws StripeException, IOException, InterruptedException {
        fault(point, "latency");
        long start = System.nanoTime();
        assertThat(pay().getStatus()).isEqualTo("succeeded");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(590));
        assertThat(shop.order("GET", "/sandbox/stats", "").path("busy_ms").asLong()).isLessThan(590);
    }

    @Test
    void strikesOnlyWhatItNamesAsOftenAsItSays() throws StripeException, IOException, InterruptedException {
        shop.order("POST", "/sandbox/faults", "{\"kind\":\"error_500\",\"method\":\"POST\",\"path\":\"/v1/customers\",\"times\":2}");
        assertThat(shop.pay(Shop.tenDollars("pm_card_visa")).getStatus()).isEqualTo("succeeded");
        assertThat(shop.stripe.v1().customers().list().getData()).isEmpty();
        assertThatThrownBy(() -> shop.customer()).isInstanceOf(ApiException.class);
        JsonNode left = shop.order("GET", "/sandbox/faults", "").path("faults").path(0);
        assertThat(left.path("left").asInt()).isEqualTo(1);
        assertThat(shop.order("DELETE", "/sandbox/faults", "").path("faults")).isEmpty();
        assertThat(shop.customer().getId()).startsWith("cus_");
    }

    @Test
    void strikesBySeededChance() throws IOException, InterruptedException {
        String order = "{\"kind\":\"error_500\",\"probability\":0.5,\"seed\":7}";
        shop.order("POST", "/sandbox/faults", order);
        String first = outcomes();
        shop.order("DELETE", "/sandbox/faults", "");
        shop.order("POST", "/sandbox/faults", order);
        assertThat(outcomes()).isEqualTo(first).contains("200").contains("500");
    }

    private String outcomes() throws IOException, InterruptedException {
        StringBuilder outcomes = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            outcomes.append(shop.call("GET", "/v1/customers", "").statusCode()).append(' ');
        }
        return outcomes.toString();
    }
}
