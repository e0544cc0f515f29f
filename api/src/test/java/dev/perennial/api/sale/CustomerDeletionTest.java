package dev.perennial.api.sale;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.perennial.api.contract.Contract;
import dev.perennial.core.persistence.Json;
import dev.perennial.core.persistence.Sql;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a deletion leaves, what it tells, and whom it shuts out. */
@NullUnmarked // JUnit sets the shop before any test.
class CustomerDeletionTest {
    private static Shop shop;
    private static Contract contract;

    @BeforeAll
    static void open() {
        shop = new Shop();
        contract = Contract.orSkip();
        shop.post(shop.token, "/v1/webhooks/endpoints",
                """
                        {"url": "https://example.com/hook", "format": "raw", "events": ["customer.created", "customer.updated", "customer.deleted", "member.created",
                         "member.updated", "member.deleted", "customer.state_changed"]}""")
                .json(201);
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    private static JsonNode created(String more) {
        return shop.post(shop.token, "/v1/customers/", "{\"email\": \"" + UUID.randomUUID() + "@example.com\"" + more + "}").json(201);
    }

    private static String path(JsonNode customer) {
        return "/v1/customers/" + customer.get("id").asText();
    }

    /** What endpoints hear of a customer, in order. */
    private static List<JsonNode> heardOf(JsonNode customer) {
        return shop.bean(Sql.class).list("select payload from webhook_event where ordering_key = ? order by sequence", row -> {
            try {
                return Json.mapper().readTree(row.text("payload"));
            } catch (IOException malformed) {
                throw new AssertionError(malformed);
            }
        }, UUID.fromString(customer.get("id").asText()));
    }

    private static void check(JsonNode event) {
        StringBuilder schema = new StringBuilder("Webhook");
        for (String word : event.get("type").asText().split("\\.")) {
            schema.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
        }
        contract.check(schema.append("Payload").toString(), event);
    }

    @Test
    void everythingIsToldInOrder() {
        JsonNode team = created(", \"type\": \"team\", \"external_id\": \"told\"");
        String ada = shop.post(shop.token, path(team) + "/members", "{\"email\": \"ada@example.com\"}").json(201).get("id").asText();
        shop.patch(shop.token, path(team) + "/members/" + ada, "{\"role\": \"owner\"}").json(200);
        shop.patch(shop.token, path(team), "{\"name\": \"Crew\"}").json(200);
        assertThat(shop.delete(shop.token, path(team)).status()).isEqualTo(204);
        List<JsonNode> events = heardOf(team);
        assertThat(events).allSatisfy(CustomerDeletionTest::check);
        assertThat(events.stream().map(event -> event.get("type").asText())).containsExactly("member.created", "customer.created", "member.created",
                "member.updated", "customer.updated", "member.deleted", "member.deleted", "customer.deleted");
        JsonNode last = events.getLast().get("data");
        assertThat(last.get("external_id").asText()).isEqualTo("told");
        assertThat(last.at("/metadata/__external_id").asText()).isEqualTo("told");
        assertThat(last.get("deleted_at").isNull()).isFalse();
        assertThat(shop.bean(Sql.class).<Boolean>one("select exists (select 1 from customer_state_due where customer_id = ?) as due",
                row -> row.flag("due"),
                UUID.fromString(team.get("id").asText()))).isTrue();
    }

    @Test
    void aDeletedCustomerIsGoneAndTheKeysAreFree() {
        JsonNode customer = created(", \"external_id\": \"freed\"");
        String token = shop.post(shop.token, "/v1/customer-sessions/", "{\"external_customer_id\": \"freed\"}").json(201).get("token").asText();
        assertThat(shop.delete(shop.token, "/v1/customers/external/freed").status()).isEqualTo(204);
        assertThat(shop.get(token, "/v1/customer-portal/customers/me").status()).isEqualTo(401);
        for (String gone : List.of("", "/state", "/members", "/payment-methods")) {
            assertThat(shop.get(shop.token, path(customer) + gone).refusal()).as(gone).isEqualTo("404 ResourceNotFound");
        }
        assertThat(shop.delete(shop.token, path(customer)).refusal()).isEqualTo("404 ResourceNotFound");
        assertThat(shop.patch(shop.token, path(customer), "{\"name\": \"Back\"}").refusal()).isEqualTo("404 ResourceNotFound");
        shop.post(shop.token, "/v1/customers/", """
                {"email": "%s", "external_id": "freed"}""".formatted(customer.get("email").asText())).json(201);
    }

    @Test
    void nothingPersonalIsLeftOfAPerson() {
        JsonNode person = created(
                """
                        , "name": "John Doe", "external_id": "kept", "metadata": {"plan": "pro"}, "billing_address": {"country": "US", "line1": "1 Main St"}""");
        assertThat(shop.delete(shop.token, path(person) + "?anonymize=true").status()).isEqualTo(204);
        List<JsonNode> events = heardOf(person);
        assertThat(events).allSatisfy(CustomerDeletionTest::check);
        JsonNode left = events.getLast().get("data");
        assertThat(left.get("email").asText()).matches("[0-9a-f]{64}@anonymized\\.invalid");
        assertThat(left.get("name").asText()).matches("[0-9a-f]{64}");
        assertThat(left.get("billing_address").isNull()).isTrue();
        assertThat(left.at("/metadata/plan").asText()).isEqualTo("pro");
        assertThat(left.get("metadata").has("__anonymized_at")).isTrue();
        JsonNode member = events.get(events.size() - 2).get("data");
        assertThat(member.get("email").asText()).isEqualTo(left.get("email").asText());
        assertThat(member.get("name").asText()).isEqualTo(left.get("name").asText());
    }

    @Test
    void aBusinessKeepsItsName() {
        JsonNode business = created(", \"name\": \"Acme Ltd\", \"tax_id\": \"91-1144442\", \"billing_address\": {\"country\": \"US\"}");
        shop.delete(shop.token, path(business) + "?anonymize=true");
        JsonNode left = heardOf(business).getLast().get("data");
        assertThat(left.get("name").asText()).isEqualTo("Acme Ltd");
        assertThat(left.get("tax_id")).hasToString("[\"911144442\",\"us_ein\"]");
    }

    @Test
    void theFactsStartWhatFollows() {
        JsonNode customer = created("");
        String token = shop.post(shop.token, "/v1/customer-sessions/", "{\"customer_id\": \"" + customer.get("id").asText() + "\"}").json(201)
                .get("token").asText();
        shop.patch(token, "/v1/customer-portal/customers/me", "{\"billing_name\": \"Acme\"}").json(200);
        shop.delete(shop.token, path(customer));
        assertThat(shop.bean(Sql.class).list("select type from outbox where subject_id = ? order by sequence", row -> row.text("type"),
                UUID.fromString(customer.get("id").asText()))).containsExactly("customer.created", "customer.updated", "customer.profile_changed",
                        "customer.deleted");
    }

    @Test
    void onlyTheMerchantDeletes() {
        JsonNode customer = created("");
        assertThat(shop.delete(shop.otherToken, path(customer)).refusal()).isEqualTo("404 ResourceNotFound");
        assertThat(shop.delete(shop.token, path(customer) + "?anonymize=perhaps").refusal())
                .isEqualTo("422 RequestValidationError bool_parsing [\"query\",\"anonymize\"]");
        assertThat(shop.get(shop.token, path(customer)).status()).isEqualTo(200);
    }
}
