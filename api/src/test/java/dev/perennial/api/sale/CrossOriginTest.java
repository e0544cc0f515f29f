package dev.perennial.api.sale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.core.command.Outcome;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which pages can read answers to calls they made with their cookies (INP-10). */
@NullUnmarked // JUnit sets the shop before any test.
class CrossOriginTest {
    private static Shop shop;
    private static String secret;

    @BeforeAll
    static void open() {
        shop = new Shop();
        shop.bus().answer(_ -> Outcome.APPLIED);
        shop.patch(shop.ownerToken, "/v1/organizations/" + shop.organization, """
                {"embed_hosts": ["shop.example", "*.stores.example:8443", "localhost:3000", "capacitor://localhost", "bücher.example"]}""").json(200);
        secret = shop
                .post(shop.token, "/v1/checkouts/",
                        """
                                {"products": ["%s"], "embed_origin": "https://embedding.example"}"""
                                .formatted(shop.product("Pro", 1_000, "month").get("id").asText()))
                .json(201).get("client_secret").asText();
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    private static HttpResponse<String> from(String origin, HttpRequest.Builder request) {
        return shop.exchange(request.header("Origin", origin));
    }

    private static HttpRequest.Builder preflight(String path) {
        return shop.to(path).method("OPTIONS", BodyPublishers.noBody()).header("Access-Control-Request-Method", "PATCH").header(
                "Access-Control-Request-Headers",
                "content-type");
    }

    private static void assertNamed(HttpResponse<String> answer, String origin) {
        assertThat(answer.headers().allValues("Access-Control-Allow-Origin")).containsExactly(origin);
        assertThat(answer.headers().allValues("Access-Control-Allow-Credentials")).containsExactly("true");
        assertThat(answer.headers().allValues("Vary")).contains("Origin");
    }

    private static void assertAnybody(HttpResponse<String> answer) {
        assertThat(answer.headers().allValues("Access-Control-Allow-Origin")).containsExactly("*");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Credentials")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://shop.example", "https://a.stores.example:8443", "https://a.b.stores.example:8443", "http://localhost:3000",
            "capacitor://localhost",
            "https://xn--bcher-kva.example", "https://embedding.example"})
    void aPageThatAMerchantNamedIsAnsweredByName(String origin) {
        HttpResponse<String> read = from(origin, shop.to("/v1/checkouts/client/" + secret));
        assertThat(read.statusCode()).isEqualTo(200);
        assertNamed(read, origin);
        assertThat(read.headers().firstValue("Access-Control-Expose-Headers")).hasValue("Polar-Version");
        HttpResponse<String> asked = from(origin, preflight("/v1/checkouts/client/" + secret));
        assertThat(asked.statusCode()).isEqualTo(200);
        assertNamed(asked, origin);
        assertThat(asked.headers().firstValue("Access-Control-Allow-Headers").orElse("")).contains("Content-Type").doesNotContain("*");
        assertThat(asked.headers().firstValue("Access-Control-Max-Age")).hasValue("600");
        assertNamed(from(origin, shop.to("/api/v1/checkouts/client/" + secret)), origin);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://shop.example", "capacitor://localhost"})
    void refusalsCanBeReadToo(String origin) {
        assertNamed(from(origin, shop.to("/v1/customer-portal/customers/me")), origin);
        assertNamed(from(origin, shop.to("/v1/checkouts/client/unknown")), origin);
        assertNamed(from(origin, preflight("/v1/customer-portal/customers/me")), origin);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "http://shop.example", "https://shop.example:8443", "https://stores.example:8443",
            "https://a.stores.example",
            "https://evilstores.example:8443", "https://shop.example.evil.example", "null", "https://shop.example/", "HTTPS://SHOP.EXAMPLE",
            "http://localhost:3001",
            "https://shop.example@evil.example", "x", "https://*.stores.example:8443"})
    void anyOtherPageIsAnsweredAsBefore(String origin) {
        HttpResponse<String> read = from(origin, shop.to("/v1/checkouts/client/" + secret));
        assertThat(read.statusCode()).isEqualTo(200);
        assertAnybody(read);
        assertThat(read.headers().allValues("Vary")).contains("Origin");
        assertAnybody(from(origin, preflight("/v1/checkouts/client/" + secret)));
    }

    @ParameterizedTest
    @CsvSource({"https://shop.example, /v1/customers/", "https://shop.example, /v1/users/me",
            "https://embedding.example, /v1/customer-portal/customers/me",
            "https://embedding.example, /v1/checkouts/client/another", "https://shop.example, /v1/checkouts/"})
    void nothingElseIsOpenToThem(String origin, String path) {
        assertAnybody(from(origin, shop.to(path)));
        assertAnybody(from(origin, preflight(path)));
    }
}
