package dev.perennial.api.sale;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.perennial.core.command.Outcome;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** URLs and mailboxes in the fields that take them (INP-5 to INP-8), and numbers on their way (INP-4). */
@NullUnmarked // JUnit sets the shop before any test.
class AddressFieldsTest {
    private static Shop shop;
    private static String product;

    @BeforeAll
    static void open() {
        shop = new Shop();
        shop.bus().answer(_ -> Outcome.APPLIED);
        product = shop.product("Pro", 1_000, "month").get("id").asText();
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    private static JsonNode checkout(String fields) {
        return shop.post(shop.token, "/v1/checkouts/", "{\"products\": [\"" + product + "\"], " + fields + "}").json(201);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            https://my_shop.example/done?id={CHECKOUT_ID}       | https://my_shop.example/done?id=
            https://my_shop.example/done?id=%7BCHECKOUT_ID%7D   | https://my_shop.example/done?id=
            https://my_shop.example/done?id=%7bCHECKOUT_ID%7d   | https://my_shop.example/done?id=
            https://my_shop.example/done?id=%7BCHECKOUT_ID}     | https://my_shop.example/done?id=
            https://bücher.example/danke?id={CHECKOUT_ID}  | https://xn--bcher-kva.example/danke?id=
            """)
    void aSessionSendsItsBuyerWhereTheMerchantSaid(String sent, String told) {
        JsonNode made = checkout("\"success_url\": \"" + sent + "\", \"return_url\": \"https://a_b.example/back\"");
        assertThat(made.get("success_url").asText()).isEqualTo(told + made.get("id").asText());
        assertThat(made.get("return_url").asText()).isEqualTo("https://a_b.example/back");
    }

    @ParameterizedTest
    @ValueSource(strings = {"example.com", "ftp://example.com", "https://a b.example", "https://{CHECKOUT_ID}.example", "https://a.example/%zz"})
    void whatLeadsNowhereIsRefused(String url) {
        assertThat(shop.post(shop.token, "/v1/checkouts/", "{\"products\": [\"" + product + "\"], \"success_url\": \"" + url + "\"}").refusal())
                .isEqualTo("422 RequestValidationError value_error [\"body\",\"success_url\"]");
    }

    @ParameterizedTest
    @CsvSource({"https://Shop.Example:443/page, https://shop.example", "https://bücher.example, https://xn--bcher-kva.example",
            "capacitor://localhost, capacitor://localhost",
            "null, null"})
    void anEmbeddingPageIsKeptAsBrowsersNameIt(String sent, String kept) {
        assertThat(checkout("\"embed_origin\": \"" + sent + "\"").get("embed_origin").asText()).isEqualTo(kept);
    }

    @ParameterizedTest
    @CsvSource({"https://my_hook.example/in, 201", "https://bücher.example/in, 201", "https://user:secret@example.com/in, 422",
            "https://user@example.com/in, 422",
            "https://127.0.0.1/in, 422", "https://x_y.localhost/in, 422"})
    void anEndpointIsWhereDeliveriesCanGo(String url, int status) {
        var answer = shop.post(shop.token, "/v1/webhooks/endpoints", "{\"url\": \"" + url + "\", \"format\": \"raw\", \"events\": []}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        if (status == 422) {
            assertThat(answer.refusal()).isEqualTo("422 RequestValidationError value_error [\"body\",\"url\"]");
        }
    }

    @Test
    void linksOfAnOrganizationAreReadAlike() {
        JsonNode changed = shop.patch(shop.ownerToken, "/v1/organizations/" + shop.organization, """
                {"website": "https://my_shop.example/{a}", "avatar_url": "https://img_1.example/a.png",
                 "socials": [{"platform": "other", "url": "https://www.github.com/{acme}"}, {"platform": "x", "url": "https://a_b.example"}]}""")
                .json(200);
        assertThat(changed.get("website").asText()).isEqualTo("https://my_shop.example/{a}");
        assertThat(changed.at("/socials/0/platform").asText()).isEqualTo("github");
        assertThat(changed.at("/socials/1/platform").asText()).isEqualTo("other");
    }

    /** Java's comparison without case takes a dotless i for an i, and a long s for an s; a mailbox is another one. */
    @Test
    void aMailboxThatOnlyLooksTheSameIsAChange() {
        String id = shop.customer("mike@example.org").get("id").asText();
        assertThat(shop.patch(shop.token, "/v1/customers/" + id, "{\"email\": \"m\u0131ke@example.org\"}").json(200).get("email").asText())
                .isEqualTo("m\u0131ke@example.org");
        assertThat(shop.patch(shop.token, "/v1/customers/" + id, "{\"email\": \"M\u0131KE@example.org\"}").json(200).get("email").asText())
                .as("the same in other letters stays as it was").isEqualTo("m\u0131ke@example.org");
    }

    @Test
    void oneMailboxIsOneCustomer() {
        JsonNode made = shop.customer("x@bücher.example");
        assertThat(made.get("email").asText()).isEqualTo("x@xn--bcher-kva.example");
        for (String same : new String[]{"x@xn--bcher-kva.example", "X@BÜCHER.example", "x@bücher.example", "x@bücher.example."}) {
            assertThat(shop.post(shop.token, "/v1/customers/", "{\"email\": \"" + same + "\"}").refusal()).as(same)
                    .isEqualTo("422 PolarRequestValidationError value_error [\"body\",\"email\"]");
            String encoded = java.net.URLEncoder.encode(same, java.nio.charset.StandardCharsets.UTF_8);
            assertThat(shop.get(shop.token, "/v1/customers/?email=" + encoded).json(200).get("items")).as(same).hasSize(1);
            assertThat(shop.get(shop.token, "/v1/customers/?query=" + encoded).json(200).get("items")).as("found by " + same).hasSize(1);
        }
        assertThat(shop.get(shop.token, "/v1/customers/?email=nobody").json(200).get("items")).isEmpty();
        JsonNode session = checkout("\"customer_email\": \"x@Bücher.example\"");
        assertThat(session.get("customer_email").asText()).isEqualTo("x@xn--bcher-kva.example");
        shop.customer("x@bücher.example.org");
    }

    @ParameterizedTest
    @CsvSource({"1000.0, 201", "1e3, 201", "1000.5, 422", "1e400, 422", "1e999999999, 422", "1e-1, 422", "1e99999999999, 422", "-1e999999999, 422"})
    void anAmountIsAWholeNumberHoweverItIsWritten(String amount, int status) {
        var answer = shop.post(shop.token, "/v1/products/",
                "{\"name\": \"Whole\", \"prices\": [{\"amount_type\": \"fixed\", \"price_amount\": " + amount + "}]}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        if (status == 201) {
            assertThat(answer.json().at("/prices/0/price_amount").asText()).isEqualTo("1000");
        }
    }

    @Test
    void aRefusalNeverWritesOutAnAbsurdNumber() {
        for (String body : new String[]{"{\"x\": 1e999999999}", "{\"name\": 1e-999999999}", "{\"name\": \"A\", \"metadata\": {\"m\": 1E+999999999}}",
                "1e999999999"}) {
            var answer = shop.post(shop.token, "/v1/products/", body);
            assertThat(answer.refusal()).as(body).startsWith("422 RequestValidationError finite_number");
            assertThat(answer.body()).hasSizeLessThan(1_000);
        }
    }

    @ParameterizedTest
    @CsvSource({"10, 200", "1e1, 422", "10.0, 422", "0x10, 422", "1e999999999, 422"})
    void aParameterIsPlainDigits(String limit, int status) {
        assertThat(shop.get(shop.token, "/v1/products/?limit=" + limit).status()).isEqualTo(status);
    }
}
