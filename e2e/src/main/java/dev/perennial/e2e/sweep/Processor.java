package dev.perennial.e2e.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.param.ConfirmationTokenCreateParams;
import dev.perennial.dev.stripe.StripeSandbox;
import dev.perennial.e2e.sweep.Occasion.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The processor's sandbox, and what buyers and the bank do there. Its calls meet what the plan has for them. */
final class Processor implements AutoCloseable {
    static final String KEY = "sk_test_sweep";
    /** How long our side waits for an answer. */
    static final Duration PATIENCE = Duration.ofMillis(200);
    private static final Duration LATENCY = PATIENCE.multipliedBy(5);
    /** When a late call is surely over. */
    static final Duration OVER = LATENCY.plusMillis(150);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path data;
    private final Plan plan;
    private final StripeSandbox sandbox;
    private final StripeClient stripe;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private @Nullable String lastEvent;

    Processor(Plan plan, Clock clock) {
        this.plan = plan;
        try {
            data = Files.createTempDirectory("sweep-processor");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        sandbox = StripeSandbox.start(StripeSandbox.Options.at(data).withClock(clock).withCalls(this::meet));
        stripe = StripeClient.builder().setApiKey(KEY).setApiBase(sandbox.url()).build();
    }

    String url() { return sandbox.url(); }

    /** The fault is ordered when its call is there: it strikes this one and no other. */
    private void meet(StripeSandbox.Call call) {
        if (call.route().startsWith("/v1/events") || call.route().startsWith("/v1/test_helpers")) {
            return; // The sweep's own.
        }
        String name = call.method().toLowerCase(java.util.Locale.ROOT) + call.route().substring("/v1".length()).replace('/', '.');
        plan.meets(call.method().equals("GET") ? Kind.READ : Kind.WRITE, name)
                .ifPresent(harm -> order("POST", "faults", JSON.createObjectNode().put("method", call.method()).put("path", call.path())
                        .put("point", harm.point()).put("kind", harm.order()).put("times", 1).put("latency_ms", LATENCY.toMillis()).toString()));
    }

    /** Faults that were ordered and have not struck. */
    List<String> unusedFaults() {
        List<String> unused = new ArrayList<>();
        order("GET", "faults", "").path("faults").forEach(fault -> {
            if (fault.path("left").asLong() > 0) {
                unused.add(fault.path("kind").asText() + " " + fault.path("point").asText());
            }
        });
        return unused;
    }

    void repair() { order("DELETE", "faults", ""); }

    /** What a buyer's page makes of a test card. */
    String token(String card) {
        try {
            return stripe.v1().testHelpers().confirmationTokens()
                    .create(ConfirmationTokenCreateParams.builder().setPaymentMethod(card).setReturnUrl("https://shop.example/back").build()).getId();
        } catch (StripeException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The buyer passes the check at the bank's page of an intent. */
    void passAtBank(String intent) {
        send(HttpRequest.newBuilder(URI.create(url() + "/3ds/" + intent)).POST(BodyPublishers.ofString("result=success")));
    }

    /** How the processor charges a payer's cards from now on: {@code success}, {@code decline}. */
    void cards(String payer, String outcome) {
        order("POST", "payment-methods/" + payer, JSON.createObjectNode().put("outcome", outcome).toString());
    }

    /** A charge as the processor has it. */
    record Charge(String id, String status, long amount, long refunded, String currency, String attempt) {
        boolean isSuccess() { return status.equals("succeeded"); }

        long net() { return isSuccess() ? amount - refunded : 0; }
    }

    List<Charge> charges(UUID organization) {
        List<Charge> charges = new ArrayList<>();
        order("GET", "charges?metadata_key=organization_id&metadata_value=" + organization, "").path("charges")
                .forEach(charge -> charges.add(new Charge(charge.path("id").asText(), charge.path("status").asText(), charge.path("amount").asLong(),
                        charge.path("amount_refunded").asLong(), charge.path("currency").asText(),
                        charge.path("metadata").path("attempt_id").asText())));
        return charges;
    }

    /** Passes by what has been told so far. */
    void forgetEvents() {
        List<JsonNode> told;
        do {
            told = events();
        } while (!told.isEmpty());
    }

    /** What it has told since the last time somebody asked, oldest first. */
    List<JsonNode> events() {
        String since = lastEvent == null ? "" : "&ending_before=" + lastEvent;
        JsonNode page = read(
                send(HttpRequest.newBuilder(URI.create(url() + "/v1/events?limit=100" + since)).header("Authorization", "Bearer " + KEY)));
        List<JsonNode> events = new ArrayList<>();
        page.path("data").forEach(events::add);
        List<JsonNode> inTurn = events.reversed();
        if (!inTurn.isEmpty()) {
            lastEvent = inTurn.getLast().path("id").asText();
        }
        return inTurn;
    }

    private JsonNode order(String method, String path, String body) {
        return read(send(HttpRequest.newBuilder(URI.create(url() + "/sandbox/" + path)).method(method, BodyPublishers.ofString(body))));
    }

    private static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String send(HttpRequest.Builder request) {
        HttpResponse<String> answer;
        try {
            answer = http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        if (answer.statusCode() >= 400) {
            throw new IllegalStateException("the sandbox refuses " + request.build().uri() + ": " + answer.body());
        }
        return answer.body();
    }

    @Override
    public void close() {
        http.close();
        sandbox.close();
        try (var files = Files.walk(data)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
