package dev.perennial.api.sale;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.perennial.activities.webhook.WebhookSender;
import dev.perennial.core.identity.Role;
import dev.perennial.core.identity.Scope;
import dev.perennial.core.outbox.Fact;
import dev.perennial.core.outbox.Outbox;
import dev.perennial.core.persistence.Sql;
import dev.perennial.core.webhook.Attempt;
import dev.perennial.core.webhook.Attempt.Consequence;
import dev.perennial.core.webhook.Attempt.Result;
import dev.perennial.core.webhook.EndpointHealth;
import dev.perennial.core.webhook.SendableEvent;
import dev.perennial.core.webhook.SigningSecrets;
import dev.perennial.core.webhook.TargetPolicy;
import dev.perennial.core.webhook.WebhookEventState;
import dev.perennial.core.webhook.WebhookSecret;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The edge cases of spec/01 section 20, a named test for each. Those on benefits, grants and meters come with their domains; tokens that are renewed twice or
 * looked up by another application are played in {@code api.oauth.TokensTest}, custom fields in their domain's own test.
 */
class ChecklistTest {
    private static final String PRODUCT = "{\"name\": \"Pro\", \"prices\": [{\"amount_type\": \"fixed\", \"price_amount\": 900}]%s}";
    private static Shop shop;

    @BeforeAll
    static void start() {
        shop = new Shop();
    }

    @AfterAll
    static void stop() {
        shop.close();
    }

    private static HttpResponse<String> withVersion(String version) {
        return shop.exchange(shop.to("/v1/products/").header("Polar-Version", version).header("Origin", "https://a.example")
                .header("Authorization", "Bearer " + shop.token));
    }

    private static void isUnknown(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("{\"detail\":\"Not Found\"}");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        assertThat(answer.headers().firstValue("Polar-Version")).isEmpty();
    }

    private static String metadata(String json) {
        return shop.post(shop.token, "/v1/products/", PRODUCT.formatted(", \"metadata\": " + json)).refusal();
    }

    @Test
    void aVersionOfThePast() {
        isUnknown(withVersion("2025-01"));
    }

    @Test
    void aVersionThatIsNone() {
        isUnknown(withVersion("latest"));
    }

    @Test
    void noVersion() {
        var answer = shop.exchange(shop.to("/v1/products/").header("Authorization", "Bearer " + shop.token));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Polar-Version")).hasValue("2026-10");
    }

    @Test
    void aLimitBeyondTheMaximum() {
        UUID id = shop.anotherOrganization("many");
        shop.bean(Sql.class).update("""
                insert into product (id, created_at, organization_id, name, visibility)
                select gen_random_uuid(), now(), ?, 'Product ' || n, 'public' from generate_series(1, 101) n""", id);
        JsonNode page = shop.get(shop.organizationToken(id), "/v1/products/?limit=500").json(200);
        assertThat(page.get("items")).hasSize(100);
        assertThat(page.at("/pagination/total_count").asInt()).isEqualTo(101);
        assertThat(page.at("/pagination/max_page").asInt()).isEqualTo(2);
    }

    @Test
    void pageZero() {
        assertThat(shop.get(shop.token, "/v1/products/?page=0").refusal())
                .isEqualTo("422 RequestValidationError greater_than [\"query\",\"page\"]");
    }

    @Test
    void sortingKeysWithACommaBetween() {
        assertThat(shop.get(shop.token, "/v1/products/?sorting=created_at,-name").refusal()).startsWith("422 RequestValidationError enum ");
    }

    @Test
    void anInvalidTokenOnAPublicOperation() {
        assertThat(shop.get("polar_oat_wrong", "/v1/checkouts/client/anything").refusal()).isEqualTo("401 invalid_token");
    }

    @Test
    void aCustomersTokenOnAMerchantsOperation() {
        String session = session(shop.customer("cst@example.com"));
        assertThat(shop.get(session, "/v1/products/").refusal()).isEqualTo("401 Unauthorized");
    }

    @Test
    void anOrganizationsTokenThatNamesItsOrganization() {
        assertThat(shop.post(shop.token, "/v1/products/", PRODUCT.formatted(", \"organization_id\": \"" + shop.organization + "\"")).refusal())
                .isEqualTo("422 RequestValidationError organization_token [\"body\",\"organization_id\"]");
    }

    @Test
    void aTokenThatMayOnlyWriteOrdersReadsThem() {
        String writing = shop.organizationToken(shop.organization, Scope.ORDERS_WRITE);
        assertThat(shop.get(writing, "/v1/orders/").refusal()).isEqualTo("403 insufficient_scope");
    }

    @Test
    void aPersonOutsideTheOrganizationReadsAnItem() {
        String product = shop.product("Ours", 900, null).get("id").asText();
        String stranger = shop.userToken("stranger@example.com", Map.of(shop.otherOrganization, Role.OWNER));
        assertThat(shop.get(stranger, "/v1/products/" + product).refusal()).isEqualTo("404 ResourceNotFound");
    }

    @Test
    void someoneOfFinanceCreatesAProduct() {
        String finance = shop.userToken("finance@acme.example", Map.of(shop.organization, Role.FINANCE));
        assertThat(shop.post(finance, "/v1/products/", PRODUCT.formatted(", \"organization_id\": \"" + shop.organization + "\"")).refusal())
                .isEqualTo("403 NotPermitted");
    }

    @Test
    void aBodyInChunks() {
        var answer = shop.exchange(shop.to("/v1/products/").header("Authorization", "Bearer " + shop.token)
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream("{}".getBytes(UTF_8)))));
        assertThat(new Shop.Answer(answer.statusCode(), answer.body()).refusal()).isEqualTo("411 LengthRequired");
    }

    @Test
    void aBodyOfElevenMegabytes() throws IOException {
        URI api = shop.to("/v1/products/").build().uri();
        try (Socket socket = new Socket(api.getHost(), api.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(("POST /v1/products/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 11534336\r\n\r\n").getBytes(UTF_8));
            byte[] answer = new byte[4096];
            int length = socket.getInputStream().read(answer);
            assertThat(new String(answer, 0, length, UTF_8)).startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void aNulInAString() {
        assertThat(shop.post(shop.token, "/v1/products/", PRODUCT.formatted(", \"description\": \"a\\u0000b\"")).refusal())
                .isEqualTo("422 RequestValidationError value_error [\"body\",\"description\"]");
    }

    @Test
    void aUuidOfVersionOneInAPath() {
        assertThat(shop.get(shop.token, "/v1/products/6ba7b810-9dad-11d1-80b4-00c04fd430c8").refusal())
                .isEqualTo("422 RequestValidationError uuid_version [\"path\",\"id\"]");
    }

    @Test
    void metadataWithFiftyOneKeys() {
        String pairs = IntStream.range(0, 51).mapToObj(n -> "\"k" + n + "\": 1").collect(Collectors.joining(", "));
        assertThat(metadata("{" + pairs + "}")).startsWith("422 RequestValidationError too_long");
    }

    @Test
    void metadataWithALongKey() {
        assertThat(metadata("{\"" + "k".repeat(41) + "\": 1}")).startsWith("422 RequestValidationError string_too_long");
    }

    @Test
    void metadataWithALongValue() {
        assertThat(metadata("{\"k\": \"" + "v".repeat(501) + "\"}")).startsWith("422 RequestValidationError string_too_long");
    }

    @Test
    void metadataWithNull() {
        assertThat(metadata("{\"k\": null}")).startsWith("422 RequestValidationError");
    }

    @Test
    void valuesOfOneMetadataKeyAreAlternativesAndKeysAreNot() {
        for (String pair : List.of("\"a\", \"x\": 1", "\"b\", \"x\": 1", "\"b\", \"x\": 2", "\"c\", \"x\": 1")) {
            shop.post(shop.token, "/v1/products/", PRODUCT.formatted(", \"metadata\": {\"plan\": " + pair + "}")).json(201);
        }
        JsonNode found = shop.get(shop.token, "/v1/products/?metadata%5Bplan%5D=a&metadata%5Bplan%5D=b&metadata%5Bx%5D=1&sorting=created_at")
                .json(200);
        List<String> plans = new ArrayList<>();
        found.get("items").forEach(item -> plans.add(item.at("/metadata/plan").asText()));
        assertThat(plans).containsExactly("a", "b");
    }

    private static Shop.Answer customerIn(String email, String address) {
        return shop.post(shop.token, "/v1/customers/", "{\"email\": \"" + email + "\", \"billing_address\": " + address + "}");
    }

    @Test
    void aStateOfTheUnitedStates() {
        JsonNode customer = customerIn("ny@example.com", "{\"country\": \"US\", \"state\": \"NY\"}").json(201);
        assertThat(customer.at("/billing_address/state").asText()).isEqualTo("US-NY");
    }

    @Test
    void aCountryThatIsNotServed() {
        assertThat(customerIn("ru@example.com", "{\"country\": \"RU\"}").refusal()).startsWith("422 ").endsWith("\"country\"]");
    }

    @Test
    void theSlugOfADeletedOrganization() {
        String person = shop.userToken("founder@example.com", Map.of());
        JsonNode first = shop.post(person, "/v1/organizations/", "{\"name\": \"Short lived\", \"slug\": \"short-lived\"}").json(201);
        assertThat(shop.post(person, "/v1/organizations/", "{\"name\": \"Second\", \"slug\": \"short-lived\"}").status()).isEqualTo(422);
        assertThat(shop.delete(person, "/v1/organizations/" + first.get("id").asText()).json(200).get("deleted").asBoolean()).isTrue();
        shop.post(person, "/v1/organizations/", "{\"name\": \"Second\", \"slug\": \"short-lived\"}").json(201);
    }

    @Test
    void oneKeyOfTheSubscriptionSettings() {
        String refusal = shop.patch(shop.token, "/v1/organizations/" + shop.organization,
                "{\"subscription_settings\": {\"allow_multiple_subscriptions\": true}}").refusal();
        assertThat(refusal).startsWith("422 RequestValidationError missing [\"body\",\"subscription_settings\"");
        assertThat(refusal.split("missing", -1)).hasSize(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://example.com/hook", "https://127.0.0.1/hook", "https://localhost/hook", "https://10.0.0.1/hook"})
    void aWebhookIntoOurOwnNetwork(String url) {
        assertThat(shop.post(shop.token, "/v1/webhooks/endpoints", "{\"url\": \"" + url + "\", \"format\": \"raw\", \"events\": []}").refusal())
                .isEqualTo("422 RequestValidationError value_error [\"body\",\"url\"]");
    }

    @Test
    void anEndpointSwitchedOnWithABadStoredUrl() {
        UUID endpoint = endpoint();
        shop.bean(Sql.class).update("update webhook_endpoint set enabled = false, url = 'https://10.0.0.1/hook' where id = ?", endpoint);
        assertThat(shop.patch(shop.token, "/v1/webhooks/endpoints/" + endpoint, "{\"enabled\": true}").refusal())
                .endsWith("value_error [\"body\",\"enabled\"]").startsWith("422");
    }

    /** What a receiver's answer to a first try leads to. */
    private static Consequence afterAnswer(int code) throws IOException {
        return attempt(code, new ArrayList<>(), Clock.systemUTC(), UUID.randomUUID()).consequence(new Random(1));
    }

    private static Attempt attempt(int code, List<String> signed, Clock clock, UUID id) throws IOException {
        HttpServer receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/hook", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            signed.add(String.join(" ", exchange.getRequestHeaders().getFirst("webhook-id"), body,
                    exchange.getRequestHeaders().getFirst("webhook-timestamp"), exchange.getRequestHeaders().getFirst("webhook-signature")));
            exchange.getResponseHeaders().add("Location", "https://example.com/");
            exchange.sendResponseHeaders(code, -1);
            exchange.close();
        });
        receiver.start();
        WebhookSender sender = new WebhookSender(TargetPolicy.PRIVATE_ALLOWED, clock, new SimpleMeterRegistry(), Duration.ofSeconds(30));
        try {
            return sender.send(new SendableEvent(id, UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID(), 0, null,
                    "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook",
                    SigningSecrets.of(new WebhookSecret("polar_whs_" + "s".repeat(32))),
                    "{\"type\":\"order.paid\"}"));
        } finally {
            sender.close();
            receiver.stop(0);
        }
    }

    @Test
    void anEndpointThatRedirects() throws IOException {
        assertThat(afterAnswer(301)).isInstanceOf(Consequence.RetryAt.class);
    }

    @Test
    void anEndpointThatAnswersWithoutContent() throws IOException {
        assertThat(afterAnswer(204)).isEqualTo(new Consequence.Delivered());
    }

    private static SendableEvent sent(int attempts) {
        UUID id = UUID.randomUUID();
        return new SendableEvent(id, id, id, id, attempts, null, "https://example.com", SigningSecrets.of(new WebhookSecret("s")), "{}");
    }

    @Test
    void theTenthFailedAttempt() {
        var last = new Attempt(sent(9), Instant.EPOCH, new Result.Answered(500, null));
        assertThat(last.consequence(new Random(1))).isEqualTo(new Consequence.GivenUp());
        assertThat(EndpointHealth.isBroken(Collections.nCopies(10, WebhookEventState.FAILED))).isTrue();
    }

    @Test
    void nineFailedEventsThenASuccessThenAFailure() {
        List<WebhookEventState> newestFirst = new ArrayList<>(List.of(WebhookEventState.FAILED, WebhookEventState.DELIVERED));
        newestFirst.addAll(Collections.nCopies(9, WebhookEventState.FAILED));
        assertThat(EndpointHealth.isBroken(newestFirst.subList(0, 10))).isFalse();
    }

    @Test
    void aSucceededEventSentAgainInVain() {
        UUID endpoint = endpoint();
        UUID event = publish();
        Sql sql = shop.bean(Sql.class);
        sql.update("update webhook_event set state = 'delivered', attempts = 1 where id = ?", event);
        assertThat(shop.post(shop.token, "/v1/webhooks/events/" + event + "/redeliver", "").status()).isEqualTo(202);
        var queue = shop.bean(dev.perennial.core.webhook.DeliveryQueue.class);
        SendableEvent due = queue.due(endpoint, Instant.now(), 10).getFirst();
        assertThat(due.id()).isEqualTo(event);
        shop.inTransaction(() -> queue.record(List.of(new Attempt(due, Instant.now(), new Result.Answered(500, "no")))));
        String state = sql.one("select state from webhook_event where id = ?", row -> row.text("state"), event);
        assertThat(state).isEqualTo("delivered");
    }

    @Test
    void aChangeWhileTheEndpointIsSwitchedOff() {
        UUID endpoint = endpoint();
        shop.patch(shop.token, "/v1/webhooks/endpoints/" + endpoint, "{\"enabled\": false}").json(200);
        publish();
        assertThat(eventsOf(endpoint)).isEmpty();
    }

    @Test
    void oneChangeToldToTwoEndpoints() {
        UUID first = endpoint();
        UUID second = endpoint();
        publish();
        assertThat(eventsOf(first)).hasSize(1).doesNotContainAnyElementsOf(eventsOf(second));
        assertThat(eventsOf(second)).hasSize(1);
    }

    @Test
    void anAttemptThatIsRepeated() throws IOException {
        List<String> signed = new ArrayList<>();
        UUID id = UUID.randomUUID();
        Instant now = Instant.parse("2026-05-01T00:00:00Z");
        attempt(500, signed, Clock.fixed(now, ZoneOffset.UTC), id);
        attempt(500, signed, Clock.fixed(now.plusSeconds(4), ZoneOffset.UTC), id);
        List<String> first = List.of(signed.getFirst().split(" ", 4));
        List<String> second = List.of(signed.getLast().split(" ", 4));
        assertThat(second.subList(0, 2)).isEqualTo(first.subList(0, 2)).first().isEqualTo(id.toString());
        assertThat(second.get(2)).isNotEqualTo(first.get(2));
        assertThat(second.get(3)).isNotEqualTo(first.get(3));
    }

    private static JsonNode registered(String uri, String method, int status) {
        return shop.post(null, "/v1/oauth2/register", """
                {"client_name": "App", "redirect_uris": ["%s"], "token_endpoint_auth_method": "%s"}""".formatted(uri, method)).json(status);
    }

    @Test
    void aPublicApplicationWithoutProof() {
        JsonNode app = registered("https://app.example/back", "none", 201);
        String person = shop.bean(dev.perennial.core.identity.DashboardSessions.class)
                .open(shop.bean(dev.perennial.core.identity.Users.class).register("app-user@example.com")).token().value();
        var answer = shop.exchange(shop.to("/v1/oauth2/authorize?response_type=code&redirect_uri=https%3A%2F%2Fapp.example%2Fback&client_id="
                + app.get("client_id").asText()).header("Cookie", "polar_session=" + person));
        assertThat(new Shop.Answer(answer.statusCode(), answer.body()).refusal()).isEqualTo("400 invalid_request");
    }

    @Test
    void anApplicationOnALocalhostThatIsNone() {
        assertThat(registered("http://localhost.", "client_secret_post", 422).at("/detail/0/loc/1").asText()).isEqualTo("redirect_uris");
    }

    private static String session(JsonNode customer) {
        return shop.post(shop.token, "/v1/customer-sessions/", "{\"customer_id\": \"" + customer.get("id").asText() + "\"}").json(201).get("token")
                .asText();
    }

    private static UUID endpoint() {
        return UUID.fromString(shop.post(shop.token, "/v1/webhooks/endpoints",
                "{\"url\": \"https://example.com/hook\", \"format\": \"raw\", \"events\": [\"order.paid\"]}").json(201).get("id").asText());
    }

    /** Tells the endpoints of a fact; answers the newest event. */
    private static UUID publish() {
        UUID order = UUID.randomUUID();
        shop.inTransaction(() -> shop.bean(Outbox.class).append(
                List.of(new Fact("order.paid", shop.organization, order, order, () -> Map.of("paid", true))), Instant.now()));
        return shop.bean(Sql.class).one("select id from webhook_event order by sequence desc limit 1", row -> row.uuid("id"));
    }

    private static List<UUID> eventsOf(UUID endpoint) {
        return shop.bean(Sql.class).list("select id from webhook_event where endpoint_id = ?", row -> row.uuid("id"), endpoint);
    }
}
