package dev.perennial.api.sale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.core.identity.ScopeSet;
import dev.perennial.core.identity.Users;
import dev.perennial.core.oauth.OAuthToken;
import dev.perennial.core.oauth.OAuthTokens;
import dev.perennial.core.persistence.Sql;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How often who may call what, in a sandbox installation behind a proxy (spec/01 section 10). */
class RateLimitTest {
    private static final String CLIENT = "X-Forwarded-For";
    private static final String CONFIRM = "/v1/checkouts/client/nowhere/confirm";
    private static Shop shop;

    @BeforeAll
    static void start() {
        shop = new Shop(Map.of("PERENNIAL_RATE_LIMITS", "true", "PERENNIAL_CLIENT_ADDRESS_HEADER", CLIENT));
    }

    @AfterAll
    static void stop() {
        shop.close();
    }

    private static HttpRequest.Builder from(String address, String path) {
        return shop.to(path).header(CLIENT, "203.0.113.99, " + address);
    }

    private static HttpRequest.Builder confirm(String address) {
        return from(address, CONFIRM).header("Content-Type", "application/json").POST(BodyPublishers.ofString("{}"));
    }

    private static List<Integer> statuses(int times, HttpRequest.Builder request) {
        return IntStream.range(0, times).mapToObj(_ -> shop.exchange(request).statusCode()).toList();
    }

    private static HttpRequest.Builder as(String token, String path) {
        return shop.to(path).header("Authorization", "Bearer " + token);
    }

    @Test
    void anOperationWithALimitOfItsOwnBlocksWhoTriesTooOften() {
        assertThat(statuses(6, confirm("198.51.100.1"))).containsOnly(404);
        HttpResponse<String> refused = shop.exchange(confirm("198.51.100.1").header("Origin", "https://a.example"));
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).isEmpty();
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("1800");
        assertThat(refused.headers().firstValue("Cache-Control")).isEmpty();
        assertThat(refused.headers().firstValue("X-Polar-Sandbox")).isEmpty();
        assertThat(refused.headers().firstValue("Polar-Version")).hasValue("2026-10");
        assertThat(refused.headers().firstValue("Access-Control-Allow-Origin")).hasValue("*");
        assertThat(statuses(1, confirm("198.51.100.2"))).as("another client").containsOnly(404);
        assertThat(statuses(1, from("198.51.100.1", "/v1/checkouts/client/nowhere"))).as("another operation").containsOnly(404);
    }

    @Test
    void whoHasNoAddressSharesOneLimitWithAllOfThatKind() {
        HttpRequest.Builder nobody = shop.to(CONFIRM).header("Content-Type", "application/json").POST(BodyPublishers.ofString("{}"));
        assertThat(statuses(8, nobody)).containsExactly(404, 404, 404, 404, 404, 404, 429, 429);
    }

    @Test
    void aTokenNobodyKnowsIsHeldBackByItself() {
        List<Integer> guesses = statuses(90, as("polar_oat_guess", "/v1/products/"));
        assertThat(guesses).containsOnly(401, 429);
        assertThat(guesses.stream().filter(status -> status == 401).count()).isBetween(60L, 85L);
        HttpResponse<String> refused = shop.exchange(as("polar_oat_guess", "/v1/products/"));
        assertThat(refused.headers().firstValue("Retry-After").orElseThrow()).matches("[1-9][0-9]?");
        assertThat(statuses(1, as("polar_oat_another", "/v1/products/"))).containsOnly(401);
        assertThat(statuses(1, as(shop.otherToken, "/v1/products/"))).containsOnly(200);
    }

    @ParameterizedTest
    @CsvSource({"restricted, 10, 14", "elevated, 40, 40"})
    void anOrganizationHasTheLimitOfItsGroup(String group, int least, int most) {
        var id = shop.anotherOrganization(group);
        shop.bean(Sql.class).updateOne("update organization set rate_limit_group = ? where id = ?", group, id);
        String token = shop.organizationToken(id);
        assertThat(statuses(1, as(token, "/v1/products/"))).as("not known yet").containsOnly(200);
        long allowed = statuses(40, as(token, "/v1/products/")).stream().filter(status -> status == 200).count();
        assertThat(allowed).isBetween((long) least, (long) most);
        long confirms = statuses(8, as(token, CONFIRM).header("Content-Type", "application/json").POST(BodyPublishers.ofString("{}"))).stream()
                .filter(status -> status == 404).count();
        assertThat(confirms).as("only those in the default group fall under an operation's own limit").isEqualTo("elevated".equals(group) ? 8 : 0);
    }

    @Test
    void aSupervisorAndAProviderAreNeverTurnedAway() {
        assertThat(statuses(120, from("198.51.100.3", "/healthz"))).containsOnly(200);
        var event = from("198.51.100.3", "/v1/integrations/stripe/webhook").POST(BodyPublishers.ofString("{}"));
        assertThat(statuses(120, event)).doesNotContain(429);
    }

    @Test
    void aRefusalOfTheVersionOrTheBodyComesFirst() {
        statuses(7, confirm("198.51.100.4"));
        assertThat(statuses(1, confirm("198.51.100.4"))).containsOnly(429);
        assertThat(statuses(1, confirm("198.51.100.4").header("Polar-Version", "2020-01"))).containsOnly(404);
        var chunked = BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(new byte[]{'{', '}'}));
        assertThat(statuses(1, from("198.51.100.4", CONFIRM).POST(chunked))).containsOnly(411);
        assertThat(statuses(1, confirm("198.51.100.4").header("Authorization", "Bearer polar_oat_wrong"))).as("a token counts by itself")
                .containsOnly(401);
    }

    @Test
    void nothingIsLimitedWhereTheOperatorWantsNone() {
        try (Shop unlimited = new Shop(Map.of("PERENNIAL_RATE_LIMITS", "false"))) {
            var confirm = unlimited.to(CONFIRM).header("Content-Type", "application/json").POST(BodyPublishers.ofString("{}"));
            assertThat(IntStream.range(0, 120).mapToObj(_ -> unlimited.exchange(confirm).statusCode())).containsOnly(404);
            assertThat(unlimited.bean(Sql.class).list("select id from rate_limit_bucket", row -> row.text("id"))).isEmpty();
        }
    }

    @Test
    void thePeopleOfAnApplicationShareItsLimit() {
        UUID application = application();
        String ada = delegated(application);
        String bob = delegated(application);
        assertThat(statuses(1, as(ada, "/v1/products/"))).as("not known yet").containsOnly(200);
        assertThat(statuses(1, as(bob, "/v1/products/"))).as("not known yet").containsOnly(200);
        assertThat(statuses(70, as(ada, "/v1/products/"))).containsOnly(200);
        assertThat(statuses(70, as(bob, "/v1/products/"))).contains(200, 429);
        String elsewhere = delegated(application());
        assertThat(statuses(10, as(elsewhere, "/v1/products/"))).as("another application").containsOnly(200);
    }

    private static UUID application() {
        UUID id = UUID.randomUUID();
        shop.bean(Sql.class).updateOne("""
                insert into oauth2_client (id, created_at, client_id, registration_token_hash, name, redirect_uris, auth_method, grant_types, scopes)
                values (?, now(), ?, 'none', 'App', '{}', 'none', '{}', 'products:read')""", id, "polar_ci_" + id);
        return id;
    }

    private static String delegated(UUID application) {
        UUID person = shop.bean(Users.class).register(UUID.randomUUID() + "@example.com");
        Instant now = Instant.now();
        return shop.bean(OAuthTokens.class).issue(new OAuthToken(UUID.randomUUID(), now, application, person, null, null,
                ScopeSet.parse("products:read"), Set.of(), now.plus(Duration.ofHours(1))), false).accessToken();
    }
}
