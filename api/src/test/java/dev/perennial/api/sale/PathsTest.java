package dev.perennial.api.sale;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.perennial.api.platform.access.Operations;
import dev.perennial.core.command.Outcome;
import dev.perennial.core.persistence.Json;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a path may consist of, on the real server (INP-1 to INP-3). */
@NullUnmarked // JUnit sets the shop before any test.
class PathsTest {
    /** All a segment may have: unreserved, delimiters of parts, colon and at. A dot alone would be taken off by clients. */
    private static final String SEGMENT = "AZaz09-._~!$&'()*+,;=:@";
    private static Shop shop;

    @BeforeAll
    static void open() {
        shop = new Shop();
        shop.bus().answer(_ -> Outcome.APPLIED);
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    /** Each character bare and percent-encoded, as it stands in a path, and what the handler is to see. */
    static Stream<Arguments> spellings() {
        Stream<Arguments> allowed = SEGMENT.chars().boxed()
                .flatMap(c -> Stream.of(Arguments.of("x" + Character.toString(c) + "y", "x" + Character.toString(c) + "y"),
                        Arguments.of("x%" + "%02X".formatted(c) + "y", "x" + Character.toString(c) + "y")));
        return Stream.concat(allowed, Stream.of(Arguments.of(SEGMENT, SEGMENT), Arguments.of("a%20b", "a b"), Arguments.of("a%2Fb", "a/b"),
                Arguments.of("a%2fb", "a/b"), Arguments.of("a%25b", "a%b"), Arguments.of("a%252Bb", "a%2Bb"), Arguments.of("a%3Fb%23c", "a?b#c"),
                Arguments.of("%7B%22%7D%7C%5E%60%5B%5D%3C%3E%5C", "{\"}|^`[]<>\\"), Arguments.of("%C3%A9%F0%9F%98%80", "é😀"), Arguments.of("+", "+"),
                Arguments.of("export", "export")));
    }

    @ParameterizedTest
    @MethodSource("spellings")
    void everyCharacterOfASegmentReachesTheHandler(String spelled, String meant) {
        String unique = UUID.randomUUID().toString();
        String external = Json.mapper().getNodeFactory().textNode(unique + meant).toString();
        JsonNode made = shop.post(shop.token, "/v1/customers/",
                "{\"type\": \"team\", \"email\": \"%s@example.com\", \"external_id\": %s}".formatted(unique, external)).json(201);
        String path = "/v1/customers/external/" + unique + spelled;
        assertThat(shop.get(shop.token, path).json(200)).isEqualTo(made);
        assertThat(shop.get(shop.token, path + "/state").json(200).get("id")).isEqualTo(made.get("id"));
        shop.get(shop.token, path + "/payment-methods").json(200);
        JsonNode member = shop
                .post(shop.token, path + "/members",
                        "{\"email\": \"%s@example.org\", \"external_id\": %s}".formatted(unique, external.replace(unique, "m" + unique)))
                .json(201);
        assertThat(shop.get(shop.token, path + "/members/m" + unique + spelled).json(200)).isEqualTo(member);
        assertThat(shop.patch(shop.token, path + "/members/m" + unique + spelled, "{\"name\": \"Jo\"}").json(200).get("id"))
                .isEqualTo(member.get("id"));
        assertThat(shop.patch(shop.token, "/api" + path, "{\"name\": \"Jo\"}").json(200).get("id")).as("the path of the past")
                .isEqualTo(made.get("id"));
        assertThat(shop.get(shop.token, path + "/").status()).as("the other spelling").isEqualTo(307);
        assertThat(shop.exchange(shop.to(path + "/").header("Authorization", "Bearer " + shop.token)).headers().firstValue("Location").orElse(""))
                .isEqualTo(path);
        assertThat(shop.delete(shop.token, path).status()).isEqualTo(204);
    }

    /** Operations with a variable that is no UUID answer by themselves, whatever stands in it: the framework's own 404 has no {@code error}. */
    @Test
    void noOperationIsHiddenByWhatStandsInItsPath() {
        List<Operations.Operation> named = shop.bean(Operations.class).all().values().stream().filter(one -> one.path().contains("{")).toList();
        assertThat(named).hasSizeGreaterThan(50);
        for (Operations.Operation one : named) {
            String path = one.path().replaceAll("\\{[a-z_]+}", "x" + SEGMENT.replace("$", "\\$"));
            var answer = shop.send(shop.token, one.httpMethod(), path, "{}");
            assertThat(answer.body()).as(one.httpMethod() + " " + path).isNotEqualTo("{\"detail\":\"Not Found\"}");
            assertThat(answer.status()).as(one.httpMethod() + " " + path).isLessThan(500);
        }
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.CsvSource(delimiter = '|', textBlock = """
            /v1/customers/external/a%zzb   | 400
            /v1/customers/external/a%      | 400
            /v1/customers/external/a%2     | 400
            /v1/customers/external/a^b     | 400
            /v1/customers/external/a"b     | 400
            /v1/customers/external/{a}     | 400
            /v1/customers/external/é       | 400
            /v1/customers/?query=é         | 400
            /v1/checkouts/client/é         | 400
            /v1/customers/external/a%00b   | 422
            /v1/customers/?query=%zz       | 400
            /v1/customers/?query=a^b       | 400
            """)
    void whatIsNoPathIsRefusedInTheFrameworksShape(String target, int status) {
        String answer = raw("GET " + target + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + shop.token + "\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 " + status).contains("application/json").contains("\"detail\":");
    }

    private static String raw(String request) {
        return RawExchange.of(java.net.URI.create(shop.url()).getPort(), request.getBytes(UTF_8));
    }
}
