package dev.perennial.api.sale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.core.persistence.Sql;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jspecify.annotations.NullUnmarked;

/** One spelling of what a merchant keeps with us, in every event and every answer (WEB-1 to WEB-4). */
@NullUnmarked // JUnit sets the shop before any test.
class WireSpellingTest {
    private static final Pattern METADATA = Pattern.compile("\"metadata\":(\\{[^}]*})");
    private static final String SENT = """
            {"h": 1.0, "k": 0.10, "m": 1e2, "10": "t", "9": true, "01": "no index", "4294967295": "none either", "e": 1e-7, "x": 1e21, "d": "\\u001f\\u007f/\\u2028é"}""";
    private static final String SPELLED = "{\"9\":true,\"10\":\"t\",\"01\":\"no index\",\"4294967295\":\"none either\",\"d\":\"\\u001f\u007f/\u2028é\","
            + "\"e\":1e-7,\"h\":1,\"k\":0.1,\"m\":100,\"x\":1e+21}";
    private static Shop shop;

    @BeforeAll
    static void open() { shop = new Shop(); }

    @AfterAll
    static void close() { shop.close(); }

    @BeforeEach
    void clear() {
        sql().update("delete from webhook_event");
        sql().update("delete from webhook_endpoint");
    }

    private static Sql sql() { return shop.bean(Sql.class); }

    private static List<String> payloads() {
        return sql().list("select payload from webhook_event order by sequence", row -> row.text("payload"));
    }

    private static String metadataIn(String body) {
        var found = METADATA.matcher(body);
        assertThat(found.find()).as(body).isTrue();
        return found.group(1);
    }

    private static String customer(String metadata) {
        return "{\"email\": \"" + UUID.randomUUID() + "@example.com\", \"metadata\": " + metadata + "}";
    }

    @Test
    void isTheSameInEveryEventAndAnswer() {
        shop.post(shop.token, "/v1/webhooks/endpoints", """
                {"url": "https://example.com/hook", "format": "raw", "events": ["customer.created", "customer.updated", "member.created"]}""")
                .json(201);
        Shop.Answer created = shop.post(shop.token, "/v1/customers/", customer(SENT));
        String path = "/v1/customers/" + created.json(201).get("id").asText();
        Shop.Answer renamed = shop.patch(shop.token, path, "{\"name\": \"Ada\"}");
        Shop.Answer read = shop.get(shop.token, path);
        Shop.Answer listed = shop.get(shop.token, "/v1/customers/?query=" + created.json(201).get("email").asText());

        assertThat(List.of(created, renamed, read, listed)).extracting(answer -> metadataIn(answer.body())).containsOnly(SPELLED);
        assertThat(payloads()).filteredOn(payload -> payload.contains("customer.")).hasSizeGreaterThanOrEqualTo(2)
                .allSatisfy(payload -> assertThat(metadataIn(payload)).isEqualTo(SPELLED));
    }

    @Test
    void isFoundByTheSpellingThatIsAnswered() {
        String id = shop.post(shop.token, "/v1/customers/", customer("{\"level\": 1.0, \"rate\": 0.10}")).json(201).get("id").asText();
        var items = shop.get(shop.token, "/v1/customers/?metadata[level]=1&metadata[rate]=0.1".replace("[", "%5B").replace("]", "%5D")).json(200)
                .get("items");
        assertThat(items).hasSize(1);
        assertThat(items.at("/0/id").asText()).isEqualTo(id);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # sent                  | answered
            9007199254740991        | 9007199254740991
            -9007199254740992       | -9007199254740992
            1796128407000000000     | 1796128407000000000
            100000000000000000000   | 100000000000000000000
            9007199254740993.0      | 9007199254740992
            0.30000000000000000001  | 0.3
            -0.0                    | 0
            1e-400                  | 0
            123456789012345678e3    | 123456789012345680000
            """)
    void aNumberIsTheNearestThatEveryClientCanHold(String sent, String answered) {
        Shop.Answer created = shop.post(shop.token, "/v1/customers/", customer("{\"n\": " + sent + "}"));
        assertThat(created.status()).as(created.body()).isEqualTo(201);
        assertThat(metadataIn(created.body())).isEqualTo("{\"n\":" + answered + "}");
    }

    /** An identifier that a client would change on the way through a double is not taken: as text it is safe (WEB-3). */
    @ParameterizedTest
    @CsvSource({"9007199254740993", "-9007199254740993", "1183374659214471188", "1e400", "-1e999999999", "100000000000000000001"})
    void aWholeNumberThatClientsWouldChangeIsRefused(String sent) {
        Shop.Answer refused = shop.post(shop.token, "/v1/customers/", customer("{\"n\": " + sent + "}"));
        assertThat(refused.status()).as(refused.body()).isEqualTo(422);
        assertThat(refused.json(422).at("/detail/0/loc").toString()).startsWith("[\"body\",\"metadata\",\"n\"");
    }

    @Test
    void anAnswerToACustomFieldIsNoException() {
        String product = shop.product("Pro", 1_000, null).get("id").asText();
        String body = "{\"products\": [\"" + product + "\"], \"custom_field_data\": {\"n\": 9007199254740993}}";
        assertThat(shop.post(shop.token, "/v1/checkouts/", body).refusal()).startsWith("422 ").endsWith("[\"body\",\"custom_field_data\",\"n\"]");
    }
}
