package dev.perennial.api.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.http.server.netty.configuration.NettyHttpServerConfiguration;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How much a request may have of everything, and what is answered to more (INP-3; docs/limits.md names the figures). */
class LimitsTest {
    private static final int LONGEST_LINE = 65_536;
    private static TestApi api;

    @BeforeAll
    static void start() {
        api = new TestApi();
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    private static String head(String line, String... headers) {
        return RawHttp.exchange(api.server().getPort(),
                line + "\nHost: localhost\nAuthorization: Bearer polar_oat_all\n" + String.join("", headers) + "\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 84, 1_200, 1_600})
    void aFilterMayHaveManyIds(int count) {
        String ids = IntStream.range(0, count).mapToObj(_ -> "id=" + UUID.randomUUID()).collect(Collectors.joining("&"));
        var answer = api.get("polar_oat_all", "/v1/things/filter?" + ids);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().get("ids")).hasSize(count);
    }

    @Test
    void noParameterIsDroppedInSilence() {
        var answer = api.get("polar_oat_all", "/v1/things/filter?" + "sorting=name&".repeat(3_000) + "query=a;b");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().get("sorting")).hasSize(3_000);
        assertThat(answer.json().get("query").asText()).isEqualTo("a;b");
    }

    @Test
    void aLineOfTheLargestSizeIsServedAndALongerOneRefused() {
        String line = "GET /v1/things/filter?query=";
        String end = " HTTP/1.1";
        String longest = line + "x".repeat(LONGEST_LINE - line.length() - end.length()) + end;
        assertThat(head(longest)).startsWith("HTTP/1.1 200");
        assertThat(head(longest.replace("query=", "query=xy"))).containsPattern("^HTTP/1.[01] 414 ").contains("application/json")
                .contains("{\"error\":\"RequestLineTooLong\",\"detail\":");
    }

    @Test
    void headersHaveALimitTogether() {
        String line = "GET /v1/things/filter HTTP/1.1";
        assertThat(head(line, "X-Filler: " + "x".repeat(30_000) + "\n")).startsWith("HTTP/1.1 200");
        assertThat(head(line, "X-F: x\n".repeat(2_000))).startsWith("HTTP/1.1 200");
        assertThat(head(line, "X-Filler: " + "x".repeat(33_000) + "\n")).startsWith("HTTP/1.1 431").contains("application/json")
                .contains("{\"error\":\"RequestHeadersTooLarge\",\"detail\":");
        assertThat(head(line, "X-F: x\n".repeat(10_000))).startsWith("HTTP/1.1 431");
        assertThat(head("GET /v1/things/external/a+b HTTP/1.1", "X-Filler: " + "x".repeat(33_000) + "\n")).startsWith("HTTP/1.1 431")
                .contains("{\"error\":\"RequestHeadersTooLarge\",\"detail\":");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NONSENSE", "GET /v1/things/|x HTTP/1.1", "GET /v1/things/ HTTP/9.x", "GET /v1/things/%zz HTTP/1.1"})
    void whatIsNoRequestIsRefusedInJson(String line) {
        assertThat(head(line)).containsPattern("^HTTP/1.[01] 400 ").contains("application/json").contains("{\"detail\":\"Bad Request\"}");
    }

    @Test
    void aHeaderThatIsNoneIsRefusedInJson() {
        assertThat(head("GET /v1/things/ HTTP/1.1", "X-\u0000: a\n")).startsWith("HTTP/1.1 400").contains("{\"detail\":\"Bad Request\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999", "\"\\u0000\"", "{}"})
    void aRefusalIsNotLongerThanWhatItRefuses(String wrong) {
        var answer = api.post("polar_oat_all", "/v1/things/", "{\"name\": \"a\", \"medias\": [" + (wrong + ",").repeat(200_000) + wrong + "]}");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().get("detail")).hasSize(100);
    }

    @Test
    void compressedBodiesAreNotTaken() {
        var answer = api.send(
                api.as("polar_oat_all", "/v1/things/").header("Content-Encoding", "gzip").POST(BodyPublishers.ofByteArray(new byte[]{31, -117})));
        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.body()).isEqualTo("{\"detail\":\"Unsupported Media Type\"}");
        assertThat(answer.header("Polar-Version")).isEqualTo("2026-10");
    }

    @Test
    void everyLimitOfTheServerWasChosen() {
        var server = api.server().getApplicationContext().getBean(NettyHttpServerConfiguration.class);
        assertThat(server.getMaxInitialLineLength()).isEqualTo(LONGEST_LINE);
        assertThat(server.getMaxHeaderSize()).isEqualTo(32_768);
        assertThat(server.getMaxParams()).isEqualTo(65_536);
        assertThat(server.getMaxChunkSize()).isEqualTo(8_192);
        assertThat(server.isValidateHeaders()).isTrue();
        assertThat(server.isRequestDecompressionEnabled()).isFalse();
        assertThat(server.isSemicolonIsNormalChar()).isTrue();
        assertThat(server.getMaxRequestSize()).isEqualTo(5L * 1024 * 1024 * 1024 + 1);
        assertThat(server.getMaxRequestBufferSize()).isEqualTo(10L * 1024 * 1024 + 1);
        assertThat(server.getIdleTimeout()).isEqualTo(Duration.ofSeconds(75));
        assertThat(server.getReadIdleTimeout()).isEqualTo(Duration.ofSeconds(75));
        assertThat(server.getWriteIdleTimeout()).isEqualTo(Duration.ofSeconds(75));
    }
}
