package dev.perennial.dev.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.stripe.StripeClient;
import com.stripe.exception.CardException;
import com.stripe.exception.StripeException;
import com.stripe.model.ConfirmationToken;
import com.stripe.model.Customer;
import com.stripe.model.PaymentIntent;
import com.stripe.model.PaymentMethod;
import com.stripe.net.RequestOptions;
import com.stripe.param.ConfirmationTokenCreateParams;
import com.stripe.param.CustomerCreateParams;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.PaymentMethodAttachParams;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** A merchant with a sandbox of its own: the official client, and plain HTTP for what the client hides. */
final class Shop implements AutoCloseable {
    static final Duration SOON = Duration.ofSeconds(40);
    private final StripeSandbox.Options options;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private StripeSandbox sandbox;
    StripeClient stripe;

    Shop(Path data) { this(data, UnaryOperator.identity()); }

    Shop(Path data, UnaryOperator<StripeSandbox.Options> change) {
        options = change.apply(StripeSandbox.Options.at(data));
        sandbox = StripeSandbox.start(options);
        stripe = client();
    }

    private StripeClient client() {
        return StripeClient.builder().setApiKey("sk_test_shop").setApiBase(sandbox.url()).setMaxNetworkRetries(0).setConnectTimeout(5_000)
                .setReadTimeout(20_000).build();
    }

    void restart() {
        sandbox.close();
        sandbox = StripeSandbox.start(options);
        stripe = client();
    }

    String url() { return sandbox.url(); }

    Customer customer() throws StripeException {
        return stripe.v1().customers().create(CustomerCreateParams.builder().setEmail("buyer@example.com").setName("Buyer").build());
    }

    PaymentMethod attach(String card, Customer customer) throws StripeException {
        return stripe.v1().paymentMethods().attach(card, PaymentMethodAttachParams.builder().setCustomer(customer.getId()).build());
    }

    ConfirmationToken token(String card) throws StripeException {
        return stripe.v1().testHelpers().confirmationTokens().create(ConfirmationTokenCreateParams.builder()
                .setPaymentMethod(card).build());
    }

    /** Ten dollars, charged at once. */
    static PaymentIntentCreateParams.Builder tenDollars(String method) {
        return PaymentIntentCreateParams.builder().setAmount(1_000L).setCurrency("usd").setPaymentMethod(method).setConfirm(true);
    }

    PaymentIntent pay(PaymentIntentCreateParams.Builder params) throws StripeException { return stripe.v1().paymentIntents().create(params.build()); }

    PaymentIntent pay(PaymentIntentCreateParams.Builder params, String key) throws StripeException {
        return stripe.v1().paymentIntents().create(params.build(), RequestOptions.builder().setIdempotencyKey(key).build());
    }

    CardException declined(PaymentIntentCreateParams.Builder params) { return catchThrowableOfType(CardException.class, () -> pay(params)); }

    /** An order to the sandbox itself. */
    JsonNode order(String method, String path, String json) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = http.send(
                HttpRequest.newBuilder(URI.create(url() + path)).method(method, BodyPublishers.ofString(json)).build(),
                BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(answer.statusCode() + " " + new String(answer.body(), UTF_8));
        }
        return Json.parse(answer.body());
    }

    /** A form-encoded API call as any other program would make it. */
    HttpResponse<String> call(String method, String path, String form, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url() + path)).method(method, BodyPublishers.ofString(form)).header(
                "Authorization", "Bearer sk_test_shop").header("Content-Type", "application/x-www-form-urlencoded").timeout(Duration.ofSeconds(20));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    /** What the holder does on their bank's page. */
    HttpResponse<String> answerBank(String url, String result) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(URI.create(url)).POST(BodyPublishers.ofString("result=" + result)).build(), BodyHandlers.ofString());
    }

    @Override
    public void close() {
        sandbox.close();
        http.close();
    }
}
