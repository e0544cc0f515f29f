package dev.perennial.api.sale;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.perennial.api.command.CommandBusy;
import dev.perennial.api.command.ServiceUnavailable;
import dev.perennial.core.command.Command;
import dev.perennial.core.command.Outcome;
import dev.perennial.core.identity.Scope;
import dev.perennial.core.persistence.Json;
import dev.perennial.core.persistence.Sql;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A request with an Idempotency-Key has one effect and one answer, however often and however fast it is sent. */
class IdempotencyTest {
    private static final String PRODUCT = "{\"name\": \"Once\", \"prices\": [{\"amount_type\": \"fixed\", \"price_amount\": 900}]}";
    private static Shop shop;
    private final String key = UUID.randomUUID().toString();

    @BeforeAll
    static void start() {
        shop = new Shop();
    }

    @AfterAll
    static void stop() {
        shop.close();
    }

    @BeforeEach
    void answerAsUsual() {
        shop.bus().answer(_ -> Outcome.APPLIED);
        shop.bus().take();
    }

    private HttpResponse<String> send(String token, String method, String path, String body) {
        return shop.exchange(shop.to(path).header("Authorization", "Bearer " + token).header("Content-Type", "application/json")
                .header("Idempotency-Key", key).method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
    }

    private static long products() {
        return shop.bean(Sql.class).one("select count(*) as n from product", row -> row.number("n"));
    }

    private static JsonNode json(HttpResponse<String> answer) {
        try {
            return Json.mapper().readTree(answer.body());
        } catch (java.io.IOException malformed) {
            throw new AssertionError(answer.body(), malformed);
        }
    }

    private static boolean isReplayed(HttpResponse<String> answer) {
        return answer.headers().firstValue("Idempotent-Replayed").isPresent();
    }

    private static void isRefused(HttpResponse<String> answer, String identifier) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(409);
        assertThat(json(answer).get("error").asText()).isEqualTo(identifier);
    }

    @Test
    void aSecondTimeGetsTheSameAnswer() {
        long before = products();
        var first = send(shop.token, "POST", "/v1/products/", PRODUCT);
        var second = send(shop.token, "POST", "/v1/products/", PRODUCT);
        assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
        assertThat(isReplayed(first)).isFalse();
        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.headers().firstValue("Content-Type")).isEqualTo(first.headers().firstValue("Content-Type"));
        assertThat(isReplayed(second)).isTrue();
        assertThat(second.headers().firstValue("Cache-Control")).hasValue("private, no-store");
        assertThat(second.headers().firstValue("X-Polar-Sandbox")).hasValue("1");
        assertThat(second.headers().firstValue("Polar-Version")).hasValue("2026-10");
        assertThat(products()).isEqualTo(before + 1);
        assertThat(UUID.fromString(json(first).get("id").asText()).version()).isEqualTo(4);
        assertThat(send(shop.token, "POST", "/api/v1/products/", PRODUCT).body()).as("by the path of the past").isEqualTo(first.body());
    }

    @Test
    void anotherRequestMustTakeAnotherKey() {
        send(shop.token, "POST", "/v1/products/", PRODUCT);
        isRefused(send(shop.token, "POST", "/v1/products/", PRODUCT.replace("900", "901")), "IdempotencyKeyReused");
        isRefused(send(shop.token, "POST", "/v1/customers/", PRODUCT), "IdempotencyKeyReused");
        isRefused(send(shop.token, "PATCH", "/v1/products/" + UUID.randomUUID(), PRODUCT), "IdempotencyKeyReused");
        assertThat(send(shop.otherToken, "POST", "/v1/products/", PRODUCT).statusCode()).as("another caller's key").isEqualTo(201);
    }

    @Test
    void whoComesAtTheSameTimeWaitsForTheAnswer() throws Exception {
        JsonNode customer = shop.customer(key + "@example.com");
        Sold sold = Sold.in(shop, shop.product("Waited for", 500, "month"), customer);
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        shop.bus().answer(_ -> {
            arrived.countDown();
            try {
                assertThat(goOn.await(20, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            return Outcome.APPLIED;
        });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<HttpResponse<String>>> all = IntStream.range(0, 5)
                    .mapToObj(
                            _ -> CompletableFuture.supplyAsync(() -> send(shop.token, "DELETE", "/v1/subscriptions/" + sold.subscription().id(), ""),
                                    threads))
                    .toList();
            assertThat(arrived.await(20, TimeUnit.SECONDS)).isTrue();
            goOn.countDown();
            List<HttpResponse<String>> answers = all.stream().map(CompletableFuture::join).toList();
            assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(200);
            assertThat(answers.stream().map(HttpResponse::body).distinct()).hasSize(1);
            assertThat(answers.stream().filter(IdempotencyTest::isReplayed)).hasSize(4);
        }
        assertThat(shop.bus().take()).hasSize(1);
    }

    @Test
    void whoCannotWaitAnyLongerIsToldSo() throws Exception {
        JsonNode customer = shop.customer(key + "@example.com");
        Sold sold = Sold.in(shop, shop.product("Slow", 500, "month"), customer);
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        shop.bus().answer(_ -> {
            arrived.countDown();
            try {
                assertThat(goOn.await(20, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            return Outcome.APPLIED;
        });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = CompletableFuture.supplyAsync(() -> send(shop.token, "DELETE", "/v1/subscriptions/" + sold.subscription().id(), ""), threads);
            assertThat(arrived.await(20, TimeUnit.SECONDS)).isTrue();
            isRefused(send(shop.token, "DELETE", "/v1/subscriptions/" + sold.subscription().id(), ""), "IdempotencyKeyInUse");
            goOn.countDown();
            assertThat(first.join().statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aCommandThatGoesOnIsAskedForAgainByTheSameId() {
        JsonNode customer = shop.customer(key + "@example.com");
        Sold sold = Sold.in(shop, shop.product("Busy", 500, "month"), customer);
        String path = "/v1/subscriptions/" + sold.subscription().id();
        shop.bus().answer(_ -> {
            throw new CommandBusy("subscription");
        });
        isRefused(send(shop.token, "DELETE", path, ""), "SubscriptionLocked");
        shop.bus().answer(_ -> {
            throw new ServiceUnavailable("gone", new IllegalStateException());
        });
        assertThat(send(shop.token, "DELETE", path, "").statusCode()).isEqualTo(503);
        shop.bus().answer(_ -> Outcome.APPLIED);
        assertThat(send(shop.token, "DELETE", path, "").statusCode()).isEqualTo(200);
        assertThat(isReplayed(send(shop.token, "DELETE", path, ""))).isTrue();
        List<Command> given = shop.bus().take();
        assertThat(given).hasSize(3);
        assertThat(given.stream().map(Command::id).distinct()).hasSize(1);
    }

    @Test
    void aProcessThatDiedAfterItsEffectDoesNotHaveItTwice() {
        long before = products();
        var first = send(shop.token, "POST", "/v1/products/", PRODUCT);
        // As it looks when the process died between the effect and the answer, a minute ago.
        shop.bean(Sql.class).update("""
                update idempotency_key set status = null, content_type = null, answer = null, leased_until = now() - interval '1 second'
                where status is not null""");
        var repeat = send(shop.token, "POST", "/v1/products/", PRODUCT);
        assertThat(repeat.statusCode()).isEqualTo(201);
        assertThat(isReplayed(repeat)).isFalse();
        assertThat(json(repeat)).isEqualTo(json(first));
        assertThat(products()).isEqualTo(before + 1);
        String hook = "{\"url\": \"https://example.com/%s\", \"format\": \"raw\", \"events\": []}".formatted(key);
        var made = shop.exchange(shop.to("/v1/webhooks/endpoints").header("Authorization", "Bearer " + shop.token)
                .header("Content-Type", "application/json").header("Idempotency-Key", key + "/hook").POST(BodyPublishers.ofString(hook)));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    }

    /** What a transaction makes that the database has broken off once has the same id all the same. */
    @Test
    void aTransactionThatWasTakenAgainIsFoundByARepeat() {
        Sql sql = shop.bean(Sql.class);
        sql.update("create sequence victims");
        sql.update("""
                create function be_the_victim_once() returns trigger language plpgsql as $$
                begin
                    if nextval('victims') = 1 then
                        raise exception 'deadlock detected' using errcode = '40P01';
                    end if;
                    return new;
                end $$""");
        sql.update(
                "create trigger be_the_victim_once before insert on customer for each row when (new.name = 'Victim') execute function be_the_victim_once()");
        String team = "{\"type\": \"team\", \"name\": \"Victim\", \"owner\": {\"email\": \"%s@example.com\"}}".formatted(key);
        assertThat(send(shop.token, "POST", "/v1/customers/", team).statusCode()).isEqualTo(201);
        sql.update("update idempotency_key set status = null, content_type = null, answer = null, leased_until = now() - interval '1 second'");
        isRefused(send(shop.token, "POST", "/v1/customers/", team), "ResourceAlreadyExists");
    }

    @Test
    void refusalsThatDidNothingLeaveTheKeyFree() {
        String readOnly = shop.organizationToken(shop.organization, Scope.PRODUCTS_READ);
        assertThat(send(readOnly, "POST", "/v1/products/", PRODUCT).statusCode()).isEqualTo(403);
        assertThat(send("polar_oat_wrong", "POST", "/v1/products/", PRODUCT).statusCode()).isEqualTo(401);
        assertThat(send(shop.token, "POST", "/v1/products/", PRODUCT).statusCode()).isEqualTo(201);
    }

    @Test
    void refusalsOfThePayloadAreAnswersLikeOthers() {
        var first = send(shop.token, "POST", "/v1/products/", "{}");
        var second = send(shop.token, "POST", "/v1/products/", "{}");
        assertThat(first.statusCode()).isEqualTo(422);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(isReplayed(second)).isTrue();
        isRefused(send(shop.token, "POST", "/v1/products/", PRODUCT), "IdempotencyKeyReused");
    }

    @Test
    void anAnswerWithoutABodyIsRepeatedToo() {
        JsonNode endpoint = shop.post(shop.token, "/v1/webhooks/endpoints",
                "{\"url\": \"https://example.com/hook\", \"format\": \"raw\", \"events\": []}").json(201);
        String path = "/v1/webhooks/endpoints/" + endpoint.get("id").asText();
        assertThat(send(shop.token, "DELETE", path, "").statusCode()).isEqualTo(204);
        var second = send(shop.token, "DELETE", path, "");
        assertThat(second.statusCode()).isEqualTo(204);
        assertThat(second.body()).isEmpty();
    }

    @Test
    void aSecretIsShownAgainOnlyToWhoHasTheKey() {
        JsonNode customer = shop.customer(key + "@example.com");
        String body = "{\"customer_id\": \"%s\"}".formatted(customer.get("id").asText());
        var first = send(shop.token, "POST", "/v1/customer-sessions/", body);
        var second = send(shop.token, "POST", "/v1/customer-sessions/", body);
        assertThat(json(second).get("token")).isEqualTo(json(first).get("token"));
        List<String> stored = shop.bean(Sql.class)
                .list("select encode(answer, 'escape') || key_hash || request_hash as everything from idempotency_key"
                        + " where answer is not null", row -> row.text("everything"));
        assertThat(stored).isNotEmpty().noneMatch(row -> row.contains("polar_cst_") || row.contains(key));
    }

    @Test
    void aKeyIsShortAndPrintable() {
        for (String bad : Set.of("x".repeat(256), "a\tb")) {
            var answer = shop.exchange(shop.to("/v1/products/").header("Authorization", "Bearer " + shop.token).header("Content-Type",
                    "application/json").header("Idempotency-Key", bad).POST(BodyPublishers.ofString(PRODUCT)));
            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(json(answer).at("/detail/0/loc").toString()).isEqualTo("[\"header\",\"Idempotency-Key\"]");
        }
    }

    @Test
    void readingAndNobodysRequestsHaveNoKeys() {
        assertThat(isReplayed(send(shop.token, "GET", "/v1/products/", ""))).isFalse();
        assertThat(isReplayed(send(shop.token, "GET", "/v1/products/", ""))).isFalse();
        String confirm = "/v1/checkouts/client/nowhere/confirm";
        for (int i = 0; i < 2; i++) {
            var answer = shop.exchange(shop.to(confirm).header("Content-Type", "application/json").header("Idempotency-Key", key)
                    .POST(BodyPublishers.ofString("{}")));
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(isReplayed(answer)).isFalse();
        }
    }
}
