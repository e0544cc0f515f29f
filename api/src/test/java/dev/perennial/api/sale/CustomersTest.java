package dev.perennial.api.sale;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.perennial.api.contract.Contract;
import dev.perennial.core.identity.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** People and teams as customers: what they are made with, and what can be changed about them. */
@NullUnmarked // JUnit sets the shop before any test.
class CustomersTest {
    private static Shop shop;
    private static Contract contract;

    @BeforeAll
    static void open() {
        shop = new Shop();
        contract = Contract.orSkip();
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    private static JsonNode created(String body) {
        JsonNode customer = shop.post(shop.token, "/v1/customers/", body).json(201);
        contract.check("Customer", customer);
        return customer;
    }

    private static JsonNode members(JsonNode customer) {
        JsonNode page = shop.get(shop.token, "/v1/customers/" + customer.get("id").asText() + "/members").json(200);
        contract.check("ListResource_Member_", page);
        return page.get("items");
    }

    private static String path(JsonNode customer) {
        return "/v1/customers/" + customer.get("id").asText();
    }

    @Test
    void aPersonIsTheOwnerOfTheirAccount() {
        JsonNode ada = created("{\"email\": \"ada.owner@example.com\", \"name\": \"Ada\", \"external_id\": \"owner-1\"}");
        assertThat(ada.get("type").asText()).isEqualTo("individual");
        JsonNode owner = members(ada).get(0);
        assertThat(owner.get("email").asText()).isEqualTo("ada.owner@example.com");
        assertThat(owner.get("name").asText()).isEqualTo("Ada");
        assertThat(owner.get("external_id").asText()).isEqualTo("owner-1");
        assertThat(owner.get("role").asText()).isEqualTo("owner");
        assertThat(owner.get("created_at")).isEqualTo(ada.get("created_at"));
    }

    @Test
    void aTeamMayHaveNoAddressButItsOwners() {
        JsonNode team = created("{\"type\": \"team\", \"name\": \"Crew\", \"owner\": {\"email\": \"customer@example.com\", \"name\": \"Boss\"}}");
        assertThat(team.get("email").isNull()).isTrue();
        assertThat(team.get("avatar_url").asText()).contains("e233d4a29013e9d87150c6237c6777bedf379ebf1acdc5d6126fec7e8bb74fb5");
        assertThat(members(team).get(0).get("name").asText()).isEqualTo("Boss");
        JsonNode other = created("{\"type\": \"team\", \"email\": \"crew@example.com\"}");
        assertThat(members(other).get(0).get("email").asText()).isEqualTo("crew@example.com");
        contract.check("CustomerState", shop.get(shop.token, path(team) + "/state").json(200));
        assertThat(shop.get(shop.token, path(team)).json(200)).isEqualTo(team);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"type": "team"}                                                             | PolarRequestValidationError value_error ["body","email"]
            {"type": "crowd", "email": "t1@example.com"}                                 | RequestValidationError enum ["body","type"]
            {"email": null}                                                              | RequestValidationError string_type ["body","email"]
            {}                                                                           | RequestValidationError missing ["body","email"]
            {"email": "t2@example.com", "owner": {}}                                     | RequestValidationError missing ["body","owner","email"]
            {"email": "t3@example.com", "tax_id": "911144442"}                           | PolarRequestValidationError missing ["body","billing_address"]
            {"email": "t4@example.com", "tax_id": "FR61954506077", "billing_address": {"country": "GB"}} | PolarRequestValidationError invalid ["body","tax_id"]
            {"email": "t5@example.com", "tax_id": "FR61954506077", "billing_address": {"country": "US"}} | PolarRequestValidationError invalid ["body","tax_id"]
            {"email": "t6@example.com", "billing_address": {"country": "KP"}}            | RequestValidationError value_error ["body","billing_address","country"]
            {"email": "t7@example.com", "billing_address": {"country": "US", "state": "ny"}} | RequestValidationError value_error ["body","billing_address","state"]
            """)
    void whatDoesNotFitIsRefused(String body, String refusal) {
        assertThat(shop.post(shop.token, "/v1/customers/", body).refusal()).isEqualTo("422 " + refusal);
    }

    @Test
    void everyTakenKeyIsNamedAtOnce() {
        created("{\"email\": \"both@example.com\", \"external_id\": \"both\"}");
        assertThat(shop.post(shop.token, "/v1/customers/", "{\"email\": \"BOTH@example.com\", \"external_id\": \"both\"}").refusal())
                .isEqualTo("422 PolarRequestValidationError value_error [\"body\",\"email\"], value_error [\"body\",\"external_id\"]");
        created("{\"email\": \"other.case@example.com\", \"external_id\": \"BOTH\"}");
        created("{\"email\": \"blank@example.com\", \"external_id\": \"  \"}");
    }

    @Test
    void addressesAndTaxIdsStandInTheirStandardForm() {
        JsonNode customer = created(
                """
                        {"email": "paris@example.com", "tax_id": "fr 61 954 506 077", "billing_address": {"country": "fr", "line1": " ", "state": "AURA"}}""");
        assertThat(customer.get("tax_id")).hasToString("[\"FR61954506077\",\"eu_vat\"]");
        assertThat(customer.at("/billing_address/country").asText()).isEqualTo("FR");
        assertThat(customer.at("/billing_address/state").asText()).isEqualTo("AURA");
        assertThat(customer.at("/billing_address/line1").isNull()).isTrue();
        JsonNode american = created("{\"email\": \"ny@example.com\", \"billing_address\": {\"country\": \"US\", \"state\": \"NY\"}}");
        assertThat(american.at("/billing_address/state").asText()).isEqualTo("US-NY");
    }

    @Test
    void aTaxIdIsHeldAgainstTheCountryWhenEitherIsSent() {
        JsonNode customer = created("{\"email\": \"tax@example.com\"}");
        String path = path(customer);
        assertThat(shop.patch(shop.token, path, "{\"tax_id\": \"911144442\"}").refusal())
                .isEqualTo("422 PolarRequestValidationError missing [\"body\",\"billing_address\"]");
        assertThat(shop.patch(shop.token, path, "{\"tax_id\": \"\"}").status()).isEqualTo(200);
        JsonNode set = shop.patch(shop.token, path, "{\"tax_id\": \"91-1144442\", \"billing_address\": {\"country\": \"US\"}}").json(200);
        assertThat(set.get("tax_id")).hasToString("[\"911144442\",\"us_ein\"]");
        var moved = shop.patch(shop.token, path, "{\"billing_address\": {\"country\": \"FR\"}}");
        assertThat(moved.refusal()).isEqualTo("422 PolarRequestValidationError invalid [\"body\",\"tax_id\"]");
        assertThat(moved.json().at("/detail/0/input").asText()).isEqualTo("911144442");
        assertThat(shop.patch(shop.token, path, "{\"name\": \"Tax\"}").json(200).get("tax_id")).hasToString("[\"911144442\",\"us_ein\"]");
        assertThat(shop.patch(shop.token, path, "{\"billing_address\": null}").refusal())
                .isEqualTo("422 RequestValidationError value_error [\"body\",\"billing_address\"]");
        assertThat(shop.patch(shop.token, path, "{\"tax_id\": null, \"billing_address\": {\"country\": \"FR\"}}").json(200).get("tax_id").isNull())
                .isTrue();
    }

    @Test
    void aNewAddressIsTheOwnersToo() {
        JsonNode ada = created("{\"email\": \"before@example.com\"}");
        assertThat(shop.patch(shop.token, path(ada), "{\"email\": \"BEFORE@example.com\"}").json(200).get("email").asText())
                .isEqualTo("before@example.com");
        shop.patch(shop.token, path(ada), "{\"email\": \"after@example.com\"}").json(200);
        assertThat(members(ada).get(0).get("email").asText()).isEqualTo("after@example.com");
        JsonNode team = created("{\"type\": \"team\", \"email\": \"team.before@example.com\"}");
        shop.patch(shop.token, path(team), "{\"email\": \"team.after@example.com\"}").json(200);
        assertThat(members(team).get(0).get("email").asText()).isEqualTo("team.before@example.com");
    }

    @Test
    void onlyAPersonBecomesATeam() {
        JsonNode customer = created("{\"email\": \"grows@example.com\"}");
        assertThat(shop.patch(shop.token, path(customer), "{\"type\": null}").json(200).get("type").asText()).isEqualTo("individual");
        assertThat(shop.patch(shop.token, path(customer), "{\"type\": \"team\"}").json(200).get("type").asText()).isEqualTo("team");
        assertThat(shop.patch(shop.token, path(customer), "{\"type\": \"team\"}").status()).isEqualTo(200);
        for (String back : List.of("null", "\"individual\"")) {
            assertThat(shop.patch(shop.token, path(customer), "{\"type\": " + back + "}").refusal())
                    .isEqualTo("422 PolarRequestValidationError value_error [\"body\",\"type\"]");
        }
    }

    @Test
    void theTableHasEveryCustomerAndNoFormulas() {
        try (Shop small = new Shop()) {
            small.post(small.token, "/v1/customers/",
                    """
                            {"email": "csv@example.com", "external_id": "x,1", "name": "=Ada", "tax_id": "91-1144442", "metadata": {"plan": "pro"},
                             "billing_address": {"country": "US", "line1": "1 Main St", "line2": "B", "city": "New York", "postal_code": "10001", "state": "NY"}}""")
                    .json(201);
            for (int i = 0; i < 3; i++) {
                small.customer("csv" + i + "@example.com");
            }
            small.post(small.otherToken, "/v1/customers/", "{\"email\": \"rival@example.com\"}").json(201);
            var answer = small.get(small.token, "/v1/customers/export");
            assertThat(answer.status()).isEqualTo(200);
            List<String> lines = answer.body().lines().toList();
            assertThat(lines).hasSize(5);
            assertThat(lines.getFirst()).isEqualTo("ID,External ID,Created At,Email,Name,Tax ID,Billing Address Line 1,Billing Address Line 2,"
                    + "Billing Address City,Billing Address State,Billing Address Zip,Billing Address Country,Metadata");
            assertThat(lines.get(1)).contains("\"x,1\"").endsWith(
                    ",csv@example.com,'=Ada,911144442,1 Main St,B,New York,US-NY,10001,US,\"{\"\"plan\"\":\"\"pro\"\"}\"");
            assertThat(lines.get(2)).endsWith(",csv0@example.com,,,,,,,,,");
            assertThat(small.get(small.token, "/v1/customers/export?organization_id=" + small.otherOrganization).body().lines()).hasSize(1);
        }
    }

    @Test
    void anExternalIdSeenTwiceIsAmbiguous() {
        shop.post(shop.token, "/v1/customers/", "{\"email\": \"twin@example.com\", \"external_id\": \"twin\"}").json(201);
        shop.post(shop.otherToken, "/v1/customers/", "{\"email\": \"twin@example.com\", \"external_id\": \"twin\"}").json(201);
        String person = shop.userToken("everywhere@example.com", Map.of(shop.organization, Role.ADMIN, shop.otherOrganization, Role.ADMIN));
        List<Shop.Answer> answers = new ArrayList<>();
        for (String rest : List.of("", "/state", "/payment-methods", "/members", "/members/x")) {
            answers.add(shop.get(person, "/v1/customers/external/twin" + rest));
        }
        answers.add(shop.post(person, "/v1/customer-sessions/", "{\"external_customer_id\": \"twin\"}"));
        answers.add(shop.delete(person, "/v1/customers/external/twin"));
        assertThat(answers).allSatisfy(answer -> assertThat(answer.refusal()).isEqualTo("409 AmbiguousExternalCustomerID"));
        assertThat(shop.get(person, "/v1/customers/external/" + UUID.randomUUID()).refusal()).isEqualTo("404 ResourceNotFound");
    }
}
