package dev.perennial.api.sale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.core.identity.Role;
import dev.perennial.core.identity.Scope;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bad input: exact shapes and codes, and nothing written. */
@NullUnmarked // JUnit sets the shop before any test.
class RefusalsTest {
    private static Shop shop;
    private static String product;

    @BeforeAll
    static void open() {
        shop = new Shop();
        product = shop.product("Pro", 2_000, "month").get("id").asText();
        shop.customer("taken@example.com");
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            POST  | /v1/products/          | {"name": "Pro", "prices": [                         | 422 RequestValidationError json_invalid ["body",27]
            POST  | /v1/products/          |                                                     | 422 RequestValidationError missing ["body"]
            POST  | /v1/products/          | {"name": " a ", "prices": []}                       | 422 RequestValidationError string_too_short ["body","name"], too_short ["body","prices"]
            POST  | /v1/products/          | {"name": "Pro", "prices": []}                       | 422 RequestValidationError too_short ["body","prices"]
            POST  | /v1/products/          | {"name": "Pro", "prices": [{"amount_type": "fixed", "price_amount": 49}]} | 422 PolarRequestValidationError minimum_price ["body","prices",0,"price_amount"], too_short ["body","prices"]
            POST  | /v1/products/          | {"name": "Pro", "prices": [{"amount_type": "fixed", "price_amount": 100000000}, {"amount_type": "free"}]} | 422 PolarRequestValidationError maximum_price ["body","prices",0,"price_amount"]
            POST  | /v1/products/          | {"name": "Pro", "prices": [{"amount_type": "free"}, {"amount_type": "fixed", "price_amount": 10050, "price_currency": "isk"}]} | 422 PolarRequestValidationError multiple_of ["body","prices",1,"price_amount"]
            PATCH | /v1/products/{product} | {"prices": [{"amount_type": "free"}, {"amount_type": "fixed", "price_amount": 200001, "price_currency": "ugx"}]} | 422 PolarRequestValidationError multiple_of ["body","prices",1,"price_amount"]
            POST  | /v1/products/          | {"name": "Pro", "prices": [{"amount_type": "fixed", "price_amount": 500, "price_currency": "eur"}]} | 422 PolarRequestValidationError value_error ["body","prices"]
            POST  | /v1/products/          | {"name": "Pro", "prices": [{"amount_type": "free"}, {"amount_type": "free"}]} | 422 PolarRequestValidationError value_error ["body","prices"]
            POST  | /v1/products/          | {"name": "Pro", "prices": [{"amount_type": "fixed", "price_amount": "500"}]} | 422 RequestValidationError int_parsing ["body","prices",0,"fixed","price_amount"]
            POST  | /v1/products/          | {"name": "Pro", "prices": [{"amount_type": "custom"}]} | 422 RequestValidationError value_error ["body","prices",0,"custom","amount_type"]
            POST  | /v1/products/          | {"name": "Pro", "prices": [{"amount_type": "free"}], "trial_interval": "day", "medias": []} | 422 RequestValidationError value_error ["body","trial_interval"]
            POST  | /v1/products/          | {"name": "Pro", "organization_id": "{org}", "prices": [{"amount_type": "free"}]} | 422 RequestValidationError organization_token ["body","organization_id"]
            PATCH | /v1/products/{product} | {"recurring_interval": "year"}                      | 422 PolarRequestValidationError value_error ["body","recurring_interval"]
            PATCH | /v1/products/{product} | {"prices": [{"id": "7fbf9c4c-3a51-4d84-9d3a-3f3e1f0f6f00"}]} | 422 PolarRequestValidationError value_error ["body","prices",0]
            POST  | /v1/customers/         | {"email": "nobody"}                                 | 422 RequestValidationError value_error ["body","email"]
            POST  | /v1/customers/         | {"email": "TAKEN@example.com"}                      | 422 PolarRequestValidationError value_error ["body","email"]
            POST  | /v1/customers/         | {"email": "a@example.com", "billing_address": {"country": "RU"}} | 422 RequestValidationError value_error ["body","billing_address","country"]
            POST  | /v1/customers/         | {"email": "a@example.com", "billing_address": {"country": "US", "state": "QC"}} | 422 RequestValidationError value_error ["body","billing_address","state"]
            POST  | /v1/customers/         | {"email": "a@example.com", "billing_address": {}}   | 422 RequestValidationError missing ["body","billing_address","country"]
            POST  | /v1/customers/         | {"email": "a@example.com", "metadata": {"k": null}} | 422 RequestValidationError *
            POST  | /v1/customers/         | {"email": "a@example.com", "name": "a\\u0000b"}     | 422 RequestValidationError value_error *
            POST  | /v1/customers/         | {"email": "a@example.com", "tax_id": "DE123"}       | 422 PolarRequestValidationError missing ["body","billing_address"]
            POST  | /v1/customers/         | {"type": "team"}                                    | 422 PolarRequestValidationError value_error ["body","email"]
            POST  | /v1/customers/         | {"email": "a@example.com", "locale": "klingon-xx"}  | 422 RequestValidationError value_error ["body","locale"]
            POST  | /v1/checkouts/         | {"products": []}                                    | 422 RequestValidationError too_short ["body","products"]
            POST  | /v1/checkouts/         | {"products": ["{product}", "{product}"]}            | 422 RequestValidationError value_error ["body","products"]
            POST  | /v1/checkouts/         | {"products": ["{unknown}"]}                         | 422 PolarRequestValidationError value_error ["body","products",0]
            POST  | /v1/checkouts/         | {"products": ["not-an-id"]}                         | 422 RequestValidationError uuid_parsing ["body","products",0]
            POST  | /v1/checkouts/         | {"products": ["{product}"], "currency": "eur"}      | 422 PolarRequestValidationError value_error ["body","products",0]
            POST  | /v1/checkouts/         | {"products": ["{product}"], "customer_id": "{unknown}"} | 422 PolarRequestValidationError value_error ["body","customer_id"]
            POST  | /v1/checkouts/         | {"products": ["{product}"], "seats": 3}             | 422 RequestValidationError value_error ["body","seats"]
            POST  | /v1/checkouts/         | {"products": ["{product}"], "discount_id": "{unknown}"} | 422 RequestValidationError value_error ["body","discount_id"]
            POST  | /v1/checkouts/         | {"products": ["{product}"], "success_url": "ftp://example.com"} | 422 RequestValidationError value_error ["body","success_url"]
            POST  | /v1/customer-sessions/ | {}                                                  | 422 RequestValidationError missing ["body","customer_id"]
            POST  | /v1/customer-sessions/ | {"customer_id": "{unknown}"}                        | 422 PolarRequestValidationError value_error ["body","customer_id"]
            POST  | /v1/customer-sessions/ | {"external_customer_id": "nobody"}                  | 422 PolarRequestValidationError value_error ["body","external_customer_id"]
            POST  | /v1/webhooks/endpoints | {"url": "http://example.com", "format": "raw", "events": []} | 422 RequestValidationError value_error ["body","url"]
            POST  | /v1/webhooks/endpoints | {"url": "https://127.0.0.1/", "format": "raw", "events": []} | 422 RequestValidationError value_error ["body","url"]
            POST  | /v1/webhooks/endpoints | {"url": "https://example.com", "format": "raw", "events": ["order.lost"]} | 422 RequestValidationError enum ["body","events",0]
            POST  | /v1/test-clocks/       | {"name": "Clock", "frozen_time": "2026-01-01"}      | 422 RequestValidationError *
            GET   | /v1/products/?page=0   |                                                     | 422 RequestValidationError greater_than ["query","page"]
            GET   | /v1/orders/?sorting=created_at,-amount |                                     | 422 RequestValidationError enum ["query","sorting",0]
            GET   | /v1/products/{unknown} |                                                     | 404 ResourceNotFound
            GET   | /v1/customers/{unknown}/state |                                              | 404 ResourceNotFound
            GET   | /v1/checkouts/{unknown} |                                                    | 404 ResourceNotFound
            GET   | /v1/orders/{unknown}   |                                                     | 404 ResourceNotFound
            GET   | /v1/payments/{unknown} |                                                     | 404 ResourceNotFound
            PATCH | /v1/subscriptions/{unknown} | {"cancel_at_period_end": true}                 | 404 ResourceNotFound
            DELETE | /v1/subscriptions/{unknown} |                                               | 404 ResourceNotFound
            DELETE | /v1/webhooks/endpoints/{unknown} |                                          | 404 ResourceNotFound
            POST  | /v1/webhooks/events/{unknown}/redeliver |                                    | 404 ResourceNotFound
            GET   | /v1/checkouts/client/polar_c_unknown |                                       | 404 ResourceNotFound
            POST  | /v1/checkouts/client/polar_c_unknown/confirm | {}                            | 404 ResourceNotFound
            GET   | /v1/products/6ba7b810-9dad-11d1-80b4-00c04fd430c8 |                          | 422 RequestValidationError uuid_version ["path","id"]
            """)
    void refusesAndWritesNothing(String method, String path, String body, String expected) {
        long before = shop.rows();
        var answer = shop.send(shop.token, method, filled(path), body == null ? null : filled(body));
        if (expected.endsWith("*")) {
            assertThat(answer.refusal()).startsWith(expected.substring(0, expected.length() - 1));
        } else {
            assertThat(answer.refusal()).isEqualTo(expected);
        }
        assertThat(shop.bus().take()).isEmpty();
        assertThat(shop.rows()).isEqualTo(before);
    }

    private static String filled(String template) {
        return template.replace("{product}", product).replace("{org}", shop.organization.toString()).replace("{unknown}",
                UUID.randomUUID().toString());
    }

    @Test
    void tellsABadTokenFromNone() {
        var without = shop.get(null, "/v1/products/");
        assertThat(without.refusal()).isEqualTo("401 Unauthorized");
        var wrong = shop.get("polar_oat_wrong", "/v1/products/");
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.json().get("error").asText()).isEqualTo("invalid_token");
        assertThat(wrong.json().has("detail")).isFalse();
        var narrow = shop.get(shop.organizationToken(shop.organization, Scope.find("orders:write").orElseThrow()), "/v1/orders/");
        assertThat(narrow.status()).isEqualTo(403);
        assertThat(narrow.json().get("error").asText()).isEqualTo("insufficient_scope");
    }

    @Test
    void doesNotShowAnotherOrganizationsThings() {
        String customer = shop.customer("hidden@example.com").get("id").asText();
        String checkout = shop.post(shop.token, "/v1/checkouts/", "{\"products\": [\"" + product + "\"]}").json(201).get("id").asText();
        String clock = shop.post(shop.token, "/v1/test-clocks/", "{\"name\": \"Clock\", \"frozen_time\": \"2026-01-01T00:00:00Z\"}").json(201)
                .get("id")
                .asText();
        long before = shop.rows();
        for (String path : new String[]{"/v1/products/" + product, "/v1/customers/" + customer, "/v1/customers/" + customer + "/state",
                "/v1/checkouts/" + checkout, "/v1/test-clocks/" + clock}) {
            assertThat(shop.get(shop.otherToken, path).refusal()).as(path).isEqualTo("404 ResourceNotFound");
        }
        assertThat(shop.patch(shop.otherToken, "/v1/products/" + product, "{\"name\": \"Mine\"}").refusal()).isEqualTo("404 ResourceNotFound");
        assertThat(shop.patch(shop.otherToken, "/v1/customers/" + customer, "{\"name\": \"Mine\"}").refusal()).isEqualTo("404 ResourceNotFound");
        assertThat(shop.post(shop.otherToken, "/v1/checkouts/", "{\"products\": [\"" + product + "\"]}").refusal())
                .isEqualTo("422 PolarRequestValidationError value_error [\"body\",\"products\",0]");
        assertThat(shop.post(shop.otherToken, "/v1/customer-sessions/", "{\"customer_id\": \"" + customer + "\"}").refusal())
                .isEqualTo("422 PolarRequestValidationError value_error [\"body\",\"customer_id\"]");
        assertThat(shop.post(shop.otherToken, "/v1/test-clocks/" + clock + "/advance", "{\"frozen_time\": \"2027-01-01T00:00:00Z\"}").refusal())
                .isEqualTo("404 ResourceNotFound");
        assertThat(shop.get(shop.otherToken, "/v1/products/?organization_id=" + shop.organization).json(200).get("items")).isEmpty();
        assertThat(shop.rows()).isEqualTo(before);
    }

    @Test
    void aRoleWithoutThePermissionIsToldSo() {
        String finance = shop.userToken("finance@acme.example", Map.of(shop.organization, Role.FINANCE));
        long before = shop.rows();
        String body = "{\"name\": \"Pro\", \"organization_id\": \"" + shop.organization + "\", \"prices\": [{\"amount_type\": \"free\"}]}";
        assertThat(shop.post(finance, "/v1/products/", body).refusal()).isEqualTo("403 NotPermitted");
        assertThat(shop.post(finance, "/v1/products/", body.replace(shop.organization.toString(), shop.otherOrganization.toString())).refusal())
                .isEqualTo("422 RequestValidationError value_error [\"body\",\"organization_id\"]");
        assertThat(shop.post(finance, "/v1/products/", "{\"name\": \"Pro\", \"prices\": [{\"amount_type\": \"free\"}]}").refusal())
                .isEqualTo("422 RequestValidationError missing [\"body\",\"organization_id\"]");
        assertThat(shop.rows()).isEqualTo(before);
    }

    @Test
    void onlyASandboxKnowsTestClocks() {
        try (Shop live = new Shop(Map.of("PERENNIAL_SANDBOX", "false"))) {
            assertThat(live.get(live.token, "/v1/test-clocks/").refusal()).isEqualTo("404 ResourceNotFound");
        }
    }
}
