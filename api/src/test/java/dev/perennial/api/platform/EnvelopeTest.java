package dev.perennial.api.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What surrounds every answer: versions, headers, sizes, spelling, cross-origin rules. */
class EnvelopeTest {
    private static TestApi api;

    @BeforeAll
    static void start() {
        api = new TestApi();
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @Test
    void answersWithTheDefaultVersionAndTheCommonHeaders() {
        var answer = api.get("polar_oat_all", "/v1/things/");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Polar-Version")).isEqualTo("2026-10");
        assertThat(answer.header("Cache-Control")).isEqualTo("private, no-store");
        assertThat(answer.header("X-Polar-Sandbox")).isEqualTo("1");
        assertThat(answer.header("Access-Control-Allow-Origin")).isNull();
    }

    @Test
    void serializesEveryFieldInTheFormOfTheWire() {
        assertThat(api.get("polar_oat_all", "/v1/things/" + TestApi.THING).body())
                .isEqualTo("{\"id\":\"55555555-5555-4555-8555-555555555555\",\"visibility\":\"draft\",\"created_at\":\"2026-01-01T00:00:00Z\","
                        + "\"modified_at\":\"2026-01-01T00:00:00.123000Z\",\"description\":null}");
    }

    @Test
    void echoesTheOtherLiveVersion() {
        assertThat(api.send(api.to("/healthz").header("Polar-Version", "2026-04")).header("Polar-Version")).isEqualTo("2026-04");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2025-01", "latest", "2026-10-01", "", "2027-01"})
    void refusesUnknownVersionsBeforeEverything(String version) {
        var answer = api.send(api.as("polar_oat_bad", "/v1/nowhere").header("Polar-Version", version).header("Origin", "https://a.example"));
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("{\"detail\":\"Not Found\"}");
        assertThat(answer.header("Polar-Version")).isNull();
        assertThat(answer.header("Access-Control-Allow-Origin")).isNull();
    }

    @Test
    void tellsUnknownPathsAndMethodsInTheFrameworksShape() {
        var path = api.get(null, "/v1/nowhere");
        assertThat(path.status()).isEqualTo(404);
        assertThat(path.body()).isEqualTo("{\"detail\":\"Not Found\"}");
        assertThat(path.header("Polar-Version")).isEqualTo("2026-10");
        var method = api.send(api.to("/v1/things/").DELETE());
        assertThat(method.status()).isEqualTo(405);
        assertThat(method.body()).isEqualTo("{\"detail\":\"Method Not Allowed\"}");
    }

    @Test
    void tellsAMissingItemByItsIdentifier() {
        var answer = api.get("polar_oat_all", "/v1/things/" + TestApi.THEIRS);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().get("error").asText()).isEqualTo("ResourceNotFound");
        assertThat(answer.json().has("detail")).isTrue();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            /v1/things,           /v1/things/
            /v1/things?a=b%20c&d, /v1/things/?a=b%20c&d
            /v1/things/public/,   /v1/things/public
            /v1/things/55555555-5555-4555-8555-555555555555/, /v1/things/55555555-5555-4555-8555-555555555555
            /healthz/,            /healthz
            """)
    void redirectsToTheDeclaredSpelling(String requested, String declared) {
        var answer = api.get("polar_oat_all", requested);
        assertThat(answer.status()).isEqualTo(307);
        assertThat(answer.header("Location")).isEqualTo(declared);
    }

    @Test
    void servesLegacyPathsWithANotice() {
        var answer = api.post("polar_oat_all", "/api/v1/things/", "{}");
        assertThat(answer.problems()).contains("missing at [\"body\",\"name\"]");
        assertThat(answer.header("X-Polar-Deprecation-Notice")).isNotBlank();
        var redirected = api.get("polar_oat_all", "/api/v1/things?limit=1");
        assertThat(redirected.status()).isEqualTo(307);
        assertThat(redirected.header("Location")).isEqualTo("/v1/things/?limit=1");
        assertThat(api.get("polar_oat_all", "/v1/things/").header("X-Polar-Deprecation-Notice")).isNull();
    }

    @Test
    void refusesBodiesWithoutLengthBeforeLookingAtTheCredential() {
        byte[] json = "{}".getBytes(StandardCharsets.UTF_8);
        var chunked = BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(json));
        var answer = api.send(api.as("polar_oat_bad", "/v1/things/").POST(chunked));
        assertThat(answer.status()).isEqualTo(411);
        assertThat(answer.json().get("error").asText()).isEqualTo("LengthRequired");
        assertThat(answer.header("Cache-Control")).isNull();
        assertThat(answer.header("X-Polar-Sandbox")).isNull();
        assertThat(answer.header("Polar-Version")).isEqualTo("2026-10");
    }

    @Test
    void refusesLargeBodies() {
        // Only the head is sent: the refusal does not wait for eleven megabytes.
        var answer = RawHttp.exchange(api.server().getPort(), """
                POST /v1/things/ HTTP/1.1
                Host: localhost
                Content-Type: application/json
                Content-Length: 11534336

                """);
        assertThat(answer).startsWith("HTTP/1.1 413").containsIgnoringCase("polar-version: 2026-10").contains("\"error\":\"RequestBodyTooLarge\"");
    }

    @Test
    void acceptsABodyOfTheLargestSizeAndIgnoresAnAbsurdLengthOfNone() {
        String filler = "x".repeat(10 * 1024 * 1024 - "{\"x\":\"\"}".length());
        assertThat(api.post("polar_oat_all", "/v1/things/", "{\"x\":\"" + filler + "\"}").problems()).contains("missing at [\"body\",\"name\"]");
    }

    @Test
    void acceptsAPatchWithoutABody() {
        var answer = api.send(api.as("polar_oat_all", "/v1/things/" + TestApi.THING).method("PATCH", BodyPublishers.noBody()));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("description").asText()).isEqualTo("kept");
    }

    @Test
    void ignoresWhatTheCallerWantsToAccept() {
        assertThat(api.send(api.as("polar_oat_all", "/v1/things/").header("Accept", "text/csv")).status()).isEqualTo(200);
        assertThat(api.send(api.as("polar_oat_all", "/v1/things/").header("Content-Type", "application/json")).status()).isEqualTo(200);
    }

    @Test
    void refusesBodiesThatAreNotJson() {
        var form = api.as("polar_oat_all", "/v1/things/").header("Content-Type", "application/x-www-form-urlencoded");
        assertThat(api.send(form.POST(BodyPublishers.ofString("a=b"))).problems()).containsExactly("model_attributes_type at [\"body\"]");
        var untyped = api.as("polar_oat_all", "/v1/things/").POST(BodyPublishers.ofString("{}"));
        assertThat(api.send(untyped).problems()).contains("missing at [\"body\",\"name\"]");
    }

    @Test
    void saysNothingAboutAMistakeOfOurs() {
        var answer = api.send(api.to("/v1/things/failing").header("Origin", "https://a.example"));
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body()).isEqualTo("Internal Server Error");
        assertThat(answer.header("content-type")).startsWith("text/plain");
        assertThat(answer.header("Polar-Version")).isNull();
        assertThat(answer.header("Access-Control-Allow-Origin")).isNull();
    }

    @Test
    void namesABusinessErrorWithTheStatusOfItsIdentifier() {
        var answer = api.send(api.as("polar_pat_owner", "/v1/things/" + TestApi.THING).DELETE());
        assertThat(answer.status()).isEqualTo(412);
        assertThat(answer.body()).isEqualTo("{\"error\":\"OrderNotDraft\",\"detail\":\"The thing is paid.\"}");
    }

    @Test
    void letsPagesOfAnyOriginCallWithoutCredentials() {
        var answer = api.send(api.as("polar_oat_bad", "/v1/things/").header("Origin", "https://a.example"));
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(answer.header("Access-Control-Expose-Headers")).isEqualTo("Polar-Version");
        assertThat(answer.header("Access-Control-Allow-Credentials")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {TestApi.FRONTEND, TestApi.DASHBOARD})
    void letsTheInstallationsOwnPagesCallWithCredentials(String origin) {
        var answer = api.send(api.to("/healthz").header("Origin", origin));
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(origin);
        assertThat(answer.header("Access-Control-Allow-Credentials")).isEqualTo("true");
        assertThat(answer.header("Vary")).isEqualTo("Origin");
        assertThat(answer.header("Access-Control-Expose-Headers")).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            https://a.example    | authorization, Polar-Version, content-type | 200
            https://a.example    | polar-organization                         | 200
            https://a.example    | x-custom                                   | 400
            https://shop.example | x-custom                                   | 200
            https://dashboard.example:8443 | x-custom                         | 200
            https://dashboard.example      | x-custom                         | 400
            https://a.example    | idempotency-key                            | 200
            """)
    void answersPreflights(String origin, String headers, int status) {
        var answer = api.send(preflight(origin).header("Access-Control-Request-Headers", headers));
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Access-Control-Max-Age")).isEqualTo("600");
        assertThat(answer.header("Access-Control-Allow-Methods")).contains("PATCH", "DELETE");
        assertThat(answer.header("Polar-Version")).isEqualTo("2026-10");
    }

    @Test
    void isHealthyWithoutADatabaseToAsk() {
        var answer = api.get(null, "/healthz");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"status\":\"ok\"}");
    }

    @Test
    void streamsATable() {
        var answer = api.get("polar_pat_owner", "/v1/things/export");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualToIgnoringCase("text/csv; charset=utf-8");
        assertThat(answer.header("Content-Disposition")).isEqualTo("attachment; filename=\"things.csv\"");
        assertThat(answer.header("Cache-Control")).isEqualTo("private, no-store");
        assertThat(answer.header("Content-Length")).isNull();
        assertThat(answer.body()).startsWith("Number,Text\r\n0,\"ä,b\"\r\n").endsWith("\r\n49999,\"ä,b\"\r\n");
    }

    @Test
    void breaksATableOffThatFailsInItsMiddle() {
        var request = api.as("polar_pat_owner", "/v1/things/broken-export").timeout(Duration.ofSeconds(5));
        assertThatThrownBy(() -> api.send(request)).hasRootCauseInstanceOf(EOFException.class);
    }

    @Test
    void showsItsMetricsOnAPortOfTheirOwn() throws IOException {
        int port = freePort();
        try (TestApi operated = new TestApi(Map.of("endpoints.all.port", port))) {
            assertThat(operated.get(null, "/prometheus").status()).as("for the public").isEqualTo(404);
            assertThat(operated.get(null, "/healthz").status()).isEqualTo(200);
            String metrics = RawHttp.exchange(port, """
                    GET /prometheus HTTP/1.1
                    Host: localhost
                    Connection: close

                    """);
            assertThat(metrics).startsWith("HTTP/1.1 200").contains("# TYPE");
        }
    }

    @Test
    void putsTheRequestsIdOnEveryAnswer() {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        var traced = api.send(api.to("/healthz").header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01"));
        assertThat(traced.header("X-Request-Id")).isEqualTo(trace);
        assertThat(api.get(null, "/v1/things/failing").header("X-Request-Id")).matches("[0-9a-f]{32}");
        assertThat(api.get(null, "/v1/nowhere").header("X-Request-Id")).matches("[0-9a-f]{32}");
    }

    @Test
    void redirectsBelowThePrefixOfThePublicAddress() {
        try (TestApi prefixed = new TestApi(Map.of(), Map.of("PERENNIAL_PUBLIC_URL", "https://example.com/billing"))) {
            assertThat(prefixed.get("polar_oat_all", "/v1/things?limit=1").header("Location")).isEqualTo("/billing/v1/things/?limit=1");
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static HttpRequest.Builder preflight(String origin) {
        return api.to("/v1/things/").method("OPTIONS", BodyPublishers.noBody()).header("Origin", origin).header("Access-Control-Request-Method",
                "POST");
    }
}
