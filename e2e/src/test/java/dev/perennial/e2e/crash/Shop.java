package dev.perennial.e2e.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.perennial.dev.stack.StackFile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** A merchant's and its buyers' calls, made by people who try again when nobody answers. */
final class Shop {
    private static final Duration CALL = Duration.ofSeconds(15);
    private static final Duration PAUSE = Duration.ofMillis(300);

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final ObjectMapper mapper = new ObjectMapper();
    private final StackFile stack;

    Shop(StackFile stack) { this.stack = stack; }

    record Answer(int status, JsonNode body) {
        boolean isGood() { return status < 300; }

        String text(String field) { return body.path(field).asText(); }
    }

    Answer call(String method, String path, @Nullable Object body, boolean asMerchant) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(stack.api() + path)).timeout(CALL).header("Content-Type", "application/json").method(method,
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(mapper.writeValueAsString(body)));
        if (asMerchant) {
            request.header("Authorization", "Bearer " + stack.organizationToken());
        }
        HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
        boolean json = answer.headers().firstValue("Content-Type").orElse("").contains("json");
        return new Answer(answer.statusCode(), json ? mapper.readTree(answer.body()) : mapper.createObjectNode());
    }

    /** A call of the merchant's that has to succeed at once: made while nothing is being killed. */
    Answer merchant(String method, String path, @Nullable Object body) throws IOException, InterruptedException {
        Answer answer = call(method, path, body, true);
        if (!answer.isGood()) {
            throw new IllegalStateException(method + " " + path + " answered " + answer);
        }
        return answer;
    }

    /** What the sandbox answers, which is never killed. */
    JsonNode sandbox(String method, String path, String contentType, String body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(stack.stripeSandbox() + path)).timeout(CALL)
                .header("Authorization", "Bearer sk_test_perennial")
                .header("Content-Type", contentType).method(method, BodyPublishers.ofString(body, StandardCharsets.UTF_8)).build();
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException(method + " " + path + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body().isBlank() ? mapper.createObjectNode() : mapper.readTree(answer.body());
    }

    JsonNode control(String method, String path, Map<String, ?> body) throws IOException, InterruptedException {
        return sandbox(method, path, "application/json", mapper.writeValueAsString(body));
    }

    String confirmationToken() throws IOException, InterruptedException {
        return sandbox("POST", "/v1/test_helpers/confirmation_tokens", "application/x-www-form-urlencoded", "payment_method=pm_card_visa").path("id")
                .asText();
    }

    /** Confirms a session until it has succeeded, as a buyer does who presses the button again when nothing happens. */
    void buy(String clientSecret, Instant deadline) throws Exception {
        String path = "/v1/checkouts/client/" + clientSecret;
        while (true) {
            String status = patiently(() -> call("GET", path, null, false).text("status"), deadline);
            if (status.equals("succeeded")) {
                return;
            }
            if (status.equals("open")) {
                var body = Map.of("confirmation_token_id", confirmationToken(), "customer_billing_address", Map.of("country", "FR"));
                try {
                    call("POST", path + "/confirm", body, false);
                } catch (IOException noAnswer) {
                    // Whether it got through shows when the session is read again.
                    pause(deadline, noAnswer);
                    continue;
                }
            }
            pause(deadline, null);
        }
    }

    /** Tries again while there is no answer. */
    <T> T patiently(Callable<T> call, Instant deadline) throws Exception {
        while (true) {
            try {
                T answer = call.call();
                if (!"".equals(answer)) {
                    return answer;
                }
                pause(deadline, null);
            } catch (IOException noAnswer) {
                pause(deadline, noAnswer);
            }
        }
    }

    private static void pause(Instant deadline, @Nullable Exception last) throws InterruptedException {
        if (Instant.now().isAfter(deadline)) {
            throw new IllegalStateException("it takes too long", last);
        }
        Thread.sleep(PAUSE);
    }
}
