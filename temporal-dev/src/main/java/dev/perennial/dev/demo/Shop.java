package dev.perennial.dev.demo;

import static dev.perennial.dev.demo.Waiting.until;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The public API as the story uses it: the merchant's calls with the organization's token, the buyer's without or with a session. */
final class Shop implements AutoCloseable {
    /** One call of the API. */
    private interface Call {
        JsonNode make() throws IOException, InterruptedException;
    }

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration YEARS_TAKE = Duration.ofSeconds(90);
    private static final Map<String, String> ADDRESS = Map.of("country", "US", "line1", "1 Main Street", "city", "Springfield", "postal_code",
            "62701",
            "state", "US-IL");

    private final String api;
    private final JsonHttp merchant;
    private final JsonHttp buyer;

    Shop(String api, String organizationToken) {
        this.api = api;
        merchant = new JsonHttp(api, organizationToken);
        buyer = new JsonHttp(api, null);
    }

    /** @param interval null for a product that is paid once */
    JsonNode product(String name, @Nullable String interval, long amount) throws IOException, InterruptedException {
        Map<String, Object> body = new HashMap<>(Map.of("name", name, "prices", List.of(Map.of("amount_type", "fixed", "price_amount", amount,
                "price_currency", "usd"))));
        body.put("recurring_interval", interval);
        return merchant.post("/v1/products/", body);
    }

    JsonNode customer(String name, String email) throws IOException, InterruptedException {
        return merchant.post("/v1/customers/", Map.of("name", name, "email", email));
    }

    JsonNode endpoint(String url, List<String> events) throws IOException, InterruptedException {
        return merchant.post("/v1/webhooks/endpoints", Map.of("url", url, "format", "raw", "events", events));
    }

    void deleteEndpoint(JsonNode endpoint) throws IOException, InterruptedException { merchant.delete("/v1/webhooks/endpoints/" + id(endpoint)); }

    JsonNode testClock(String name, Instant frozenTime) throws IOException, InterruptedException {
        return merchant.post("/v1/test-clocks/", Map.of("name", name, "frozen_time", frozenTime.toString()));
    }

    void putOnClock(JsonNode clock, JsonNode customer) throws IOException, InterruptedException {
        merchant.post("/v1/test-clocks/" + id(clock) + "/customers", Map.of("customer_id", id(customer)));
    }

    /** Lets time pass on a clock and returns when everything due until then has happened. */
    void advance(JsonNode clock, Instant to) throws Exception {
        merchant.post("/v1/test-clocks/" + id(clock) + "/advance", Map.of("frozen_time", to.toString()));
        until("the advance of the test clock to " + to, YEARS_TAKE, () -> {
            JsonNode state = merchant.get("/v1/test-clocks/" + id(clock));
            StoryFailed.unless(!state.path("status").asText().equals("failed"), "the test clock has failed: " + state.path("failure").asText());
            return state.path("status").asText().equals("ready") && Instant.parse(state.path("frozen_time").asText()).equals(to) ? state : null;
        });
    }

    JsonNode checkout(JsonNode product, JsonNode customer) throws IOException, InterruptedException {
        return merchant.post("/v1/checkouts/", Map.of("products", List.of(id(product)), "customer_id", id(customer)));
    }

    /** The buyer presses the button; the answer tells what the card's bank wants. */
    JsonNode confirm(JsonNode checkout, String confirmationToken) throws Exception {
        String path = "/v1/checkouts/client/" + checkout.path("client_secret").asText();
        return changed(() -> buyer.post(path + "/confirm", Map.of("confirmation_token_id", confirmationToken, "customer_billing_address", ADDRESS)),
                () -> buyer.get(path), state -> !state.path("status").asText().equals("open"));
    }

    JsonNode succeeded(JsonNode checkout) throws Exception {
        return until("the success of a checkout", SOON, () -> {
            JsonNode state = merchant.get("/v1/checkouts/" + id(checkout));
            return state.path("status").asText().equals("succeeded") ? state : null;
        });
    }

    /** All orders of a customer, the oldest first. */
    List<JsonNode> orders(JsonNode customer) throws IOException, InterruptedException {
        return items(merchant.get("/v1/orders/?limit=100&sorting=created_at&customer_id=" + id(customer)));
    }

    /** The only subscription of a customer. */
    JsonNode subscription(JsonNode customer) throws IOException, InterruptedException {
        List<JsonNode> all = items(merchant.get("/v1/subscriptions/?customer_id=" + id(customer)));
        StoryFailed.unless(all.size() == 1, "the customer has " + all.size() + " subscriptions instead of one");
        return all.getFirst();
    }

    JsonNode subscriptionWhen(JsonNode customer, String status) throws Exception {
        return until("the change of a subscription to " + status, SOON, () -> {
            JsonNode state = subscription(customer);
            return state.path("status").asText().equals(status) ? state : null;
        });
    }

    JsonNode cancelAtPeriodEnd(JsonNode subscription, String reason) throws Exception {
        String path = "/v1/subscriptions/" + id(subscription);
        return changed(() -> merchant.patch(path, Map.of("cancel_at_period_end", true, "customer_cancellation_reason", reason)),
                () -> merchant.get(path), state -> state.path("cancel_at_period_end").asBoolean());
    }

    JsonNode revoke(JsonNode subscription) throws Exception {
        String path = "/v1/subscriptions/" + id(subscription);
        return changed(() -> merchant.delete(path), () -> merchant.get(path), state -> state.path("status").asText().equals("canceled"));
    }

    JsonNode stateOf(JsonNode customer) throws IOException, InterruptedException { return merchant.get("/v1/customers/" + id(customer) + "/state"); }

    List<JsonNode> payments(JsonNode order) throws IOException, InterruptedException {
        return items(merchant.get("/v1/payments/?limit=100&order_id=" + id(order)));
    }

    /** The customer signs in to the portal and saves a new card as the one to charge. */
    JsonNode saveCard(JsonNode customer, String confirmationToken) throws IOException, InterruptedException {
        String session = merchant.post("/v1/customer-sessions/", Map.of("customer_id", id(customer))).path("token").asText();
        try (var portal = new JsonHttp(api, session)) {
            return portal.post("/v1/customer-portal/customers/me/payment-methods",
                    Map.of("confirmation_token_id", confirmationToken, "set_default", true,
                            "return_url", "https://shop.example/portal"));
        }
    }

    /** Asks for a change. Where a busy machine answers that it is still under way, the change is waited for. */
    private static JsonNode changed(Call change, Call look, Predicate<JsonNode> made) throws Exception {
        try {
            return change.make();
        } catch (Refused refused) {
            if (!refused.isUnderWay()) {
                throw refused;
            }
            return until("a change that was under way", SOON, () -> {
                JsonNode state = look.make();
                return made.test(state) ? state : null;
            });
        }
    }

    static String id(JsonNode object) {
        JsonNode id = object.path("id");
        StoryFailed.unless(id.isTextual(), "the API answered without an id: " + object);
        return id.asText();
    }

    private static List<JsonNode> items(JsonNode list) {
        StoryFailed.unless(list.path("pagination").path("max_page").asInt() <= 1, "a list has more than one page");
        return StreamSupport.stream(list.path("items").spliterator(), false).toList();
    }

    @Override
    public void close() {
        merchant.close();
        buyer.close();
    }
}
