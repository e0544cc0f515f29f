package dev.perennial.api.sale;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.perennial.api.contract.Contract;
import dev.perennial.core.command.Outcome;
import dev.perennial.core.identity.Role;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NullUnmarked // JUnit sets the shop before any test.
class CustomFieldsTest {
    private static final String LIST = "/v1/custom-fields/";
    private static Contract contract;
    private static Shop shop;

    @BeforeAll
    static void open() {
        contract = Contract.orSkip();
        shop = new Shop();
    }

    @AfterAll
    static void close() {
        if (shop != null) {
            shop.close();
        }
    }

    @BeforeEach
    void obey() {
        shop.bus().answer(_ -> Outcome.APPLIED);
        shop.bus().take();
    }

    private static JsonNode made(String type, String slug, String properties) {
        JsonNode made = shop
                .post(shop.token, LIST, "{\"type\": \"%s\", \"slug\": \"%s\", \"name\": \"Field\", \"properties\": %s}".formatted(type, slug,
                        properties))
                .json(201);
        contract.check("CustomField" + type.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + type.substring(1), made);
        contract.check("CustomField", made);
        return made;
    }

    private static String path(JsonNode field) {
        return LIST + field.get("id").asText();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            text     | {"form_label": "", "form_help_text": null, "textarea": true, "min_length": "", "max_length": 5} | {"textarea":true,"max_length":5}
            number   | {"form_label": "How many?", "ge": 1, "le": 3, "min_length": 7}                                  | {"form_label":"How many?","ge":1,"le":3}
            date     | {"ge": 0}                                                                                       | {"ge":0}
            checkbox | {"form_placeholder": "x"}                                                                       | {"form_placeholder":"x"}
            select   | {"options": [{"value": "a", "label": "A"}]}                                                     | {"options":[{"value":"a","label":"A"}]}
            """)
    void everyTypeKeepsWhatWasSetOfItsProperties(String type, String sent, String kept) {
        JsonNode made = made(type, "kept-" + type, sent);
        assertThat(made.get("properties").toString()).isEqualTo(kept);
        assertThat(shop.get(shop.token, path(made)).json(200)).isEqualTo(made);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"slug": "a", "name": "A", "properties": {}}                                      | union_tag_not_found ["body"]
            {"type": "colour", "slug": "a", "name": "A", "properties": {}}                    | union_tag_invalid ["body"]
            {"type": "text", "slug": "a b", "name": "A", "properties": {}}                    | string_pattern_mismatch ["body","text","slug"]
            {"type": "text", "slug": "", "name": "A", "properties": {}}                       | string_too_short ["body","text","slug"]
            {"type": "text", "slug": "a", "name": "", "properties": {}}                       | string_too_short ["body","text","name"]
            {"type": "text", "slug": "a", "name": "A"}                                        | missing ["body","text","properties"]
            {"type": "text", "slug": "a", "name": "A", "properties": {"min_length": -1}}      | greater_than_equal ["body","text","properties","min_length"]
            {"type": "number", "slug": "a", "name": "A", "properties": {"ge": 2, "le": 1}}    | value_error ["body","number","properties","le"]
            {"type": "date", "slug": "a", "name": "A", "properties": {"ge": 200000, "le": 1}} | value_error ["body","date","properties","le"]
            {"type": "text", "slug": "a", "name": "A", "properties": {"min_length": 6, "max_length": 5}} | value_error ["body","text","properties","max_length"]
            {"type": "text", "slug": "a", "name": "A", "properties": {"min_length": 1, "max_length": 0}} | value_error ["body","text","properties","max_length"]
            {"type": "select", "slug": "a", "name": "A", "properties": {}}                    | missing ["body","select","properties","options"]
            {"type": "select", "slug": "a", "name": "A", "properties": {"options": []}}       | too_short ["body","select","properties","options"]
            {"type": "select", "slug": "a", "name": "A", "properties": {"options": [{"value": "", "label": "A"}]}} | string_too_short ["body","select","properties","options",0,"value"]
            """)
    void aBadFieldIsRefused(String body, String problem) {
        assertThat(shop.post(shop.token, LIST, body).refusal()).isEqualTo("422 RequestValidationError " + problem);
    }

    @Test
    void aSlugBelongsToOneFieldWhateverItsCase() {
        JsonNode foo = made("text", "foo", "{}");
        String taken = "422 PolarRequestValidationError value_error [\"body\",\"slug\"]";
        assertThat(shop.post(shop.token, LIST, "{\"type\": \"date\", \"slug\": \"Foo\", \"name\": \"A\", \"properties\": {}}").refusal())
                .isEqualTo(taken);
        JsonNode bar = made("text", "bar", "{}");
        assertThat(shop.patch(shop.token, path(bar), "{\"type\": \"text\", \"slug\": \"FOO\"}").refusal()).isEqualTo(taken);
        shop.post(shop.otherToken, LIST, "{\"type\": \"date\", \"slug\": \"foo\", \"name\": \"A\", \"properties\": {}}").json(201);
        assertThat(shop.delete(shop.token, path(foo)).status()).isEqualTo(204);
        assertThat(shop.get(shop.token, path(foo)).refusal()).isEqualTo("404 ResourceNotFound");
        made("number", "foo", "{}");
    }

    @Test
    void aChangeRepeatsTheTypeAndCannotChangeIt() {
        JsonNode field = made("text", "changing", "{\"max_length\": 5}");
        assertThat(shop.patch(shop.token, path(field), "{\"name\": \"B\"}").refusal())
                .isEqualTo("422 RequestValidationError union_tag_not_found [\"body\"]");
        assertThat(shop.patch(shop.token, path(field), "{\"type\": \"number\"}").refusal())
                .isEqualTo("422 PolarRequestValidationError value_error [\"body\",\"type\"]");
        JsonNode renamed = shop.patch(shop.token, path(field), "{\"type\": \"text\", \"name\": \"B\", \"slug\": null, \"metadata\": {\"a\": 1}}")
                .json(200);
        contract.check("CustomFieldText", renamed);
        assertThat(renamed.get("name").asText()).isEqualTo("B");
        assertThat(renamed.get("slug").asText()).isEqualTo("changing");
        assertThat(renamed.at("/properties/max_length").asInt()).isEqualTo(5);
        assertThat(shop.patch(shop.token, path(field), "{\"type\": \"text\", \"properties\": {\"min_length\": 9, \"max_length\": 5}}").refusal())
                .as("INP-9").isEqualTo("422 RequestValidationError value_error [\"body\",\"text\",\"properties\",\"max_length\"]");
        assertThat(shop.patch(shop.token, path(field), "{\"type\": \"text\", \"properties\": {\"min_length\": 9}}").json(200).get("properties"))
                .as("bounds are replaced together: the former upper one is gone").hasSize(1);
        assertThat(shop.patch(shop.token, path(field), "{\"type\": \"text\", \"properties\": {}}").json(200).get("properties")).isEmpty();
    }

    @Test
    void fieldsAreFoundByNameSlugAndType() {
        made("date", "z-birthday", "{}");
        JsonNode found = shop.get(shop.token, LIST + "?query=BIRTH&type=date&type=text&sorting=-type").json(200);
        assertThat(found.get("items")).hasSize(1);
        contract.check("CustomField", found.at("/items/0"));
        assertThat(shop.get(shop.token, LIST + "?query=birth&type=checkbox").json(200).get("items")).isEmpty();
        assertThat(shop.get(shop.otherToken, LIST + "?query=birth").json(200).get("items")).isEmpty();
    }

    @Test
    void onlyThoseWhoManageFieldsChangeThem() {
        JsonNode field = made("text", "guarded", "{}");
        String finance = shop.userToken("finance@acme.example", Map.of(shop.organization, Role.FINANCE));
        assertThat(shop.get(finance, path(field)).status()).isEqualTo(200);
        assertThat(shop.patch(finance, path(field), "{\"type\": \"text\"}").refusal()).isEqualTo("403 NotPermitted");
        assertThat(shop.delete(finance, path(field)).refusal()).isEqualTo("403 NotPermitted");
        assertThat(shop.post(finance, LIST, "{\"type\": \"text\", \"slug\": \"x\", \"name\": \"A\", \"properties\": {}, \"organization_id\": \"%s\"}"
                .formatted(shop.organization)).refusal()).isEqualTo("403 NotPermitted");
        assertThat(shop.delete(shop.otherToken, path(field)).refusal()).isEqualTo("404 ResourceNotFound");
    }

    @Test
    void aProductAsksItsFieldsInOrder() {
        String first = made("text", "order-1", "{}").get("id").asText();
        String second = made("checkbox", "order-2", "{}").get("id").asText();
        JsonNode product = shop.post(shop.token, "/v1/products/", """
                {"name": "Asking", "prices": [{"amount_type": "free"}], "attached_custom_fields":
                 [{"custom_field_id": "%s", "required": true}, {"custom_field_id": "%s", "required": false}]}""".formatted(second, first)).json(201);
        contract.check("Product", product);
        assertThat(product.at("/attached_custom_fields/0/custom_field/slug").asText()).isEqualTo("order-2");
        assertThat(product.at("/attached_custom_fields/0/required").asBoolean()).isTrue();
        assertThat(product.at("/attached_custom_fields/1/order").asInt()).isEqualTo(1);
        JsonNode foreign = shop.post(shop.otherToken, LIST, "{\"type\": \"text\", \"slug\": \"theirs\", \"name\": \"A\", \"properties\": {}}")
                .json(201);
        String path = "/v1/products/" + product.get("id").asText();
        assertThat(shop.patch(shop.token, path, """
                {"attached_custom_fields": [{"custom_field_id": "%s", "required": true}, {"custom_field_id": "%s", "required": true}]}"""
                .formatted(first, foreign.get("id").asText())).refusal())
                .isEqualTo("422 PolarRequestValidationError value_error [\"body\",\"attached_custom_fields\",1]");
        assertThat(shop.patch(shop.token, path, "{\"name\": \"Still asking\"}").json(200).get("attached_custom_fields")).hasSize(2);
        shop.delete(shop.token, LIST + second);
        assertThat(shop.get(shop.token, path).json(200).get("attached_custom_fields")).hasSize(1);
        assertThat(shop.patch(shop.token, path, "{\"attached_custom_fields\": []}").json(200).get("attached_custom_fields")).isEmpty();
    }

    @Test
    void aCheckoutShowsTheQuestionsAndTakesAnswers() {
        String tick = made("checkbox", "terms", "{}").get("id").asText();
        String text = made("text", "motto", "{\"max_length\": 5}").get("id").asText();
        String product = shop.post(shop.token, "/v1/products/", """
                {"name": "Asking", "prices": [{"amount_type": "free"}], "attached_custom_fields":
                 [{"custom_field_id": "%s", "required": true}, {"custom_field_id": "%s", "required": false}]}""".formatted(tick, text)).json(201)
                .get("id").asText();
        String body = "{\"products\": [\"" + product + "\"], \"custom_field_data\": %s}";
        JsonNode opened = shop.post(shop.token, "/v1/checkouts/", body.formatted("{\"motto\": \"Hi\", \"other\": 1}")).json(201);
        contract.check("Checkout", opened);
        assertThat(opened.get("custom_field_data").toString()).isEqualTo("{\"motto\":\"Hi\"}");
        assertThat(opened.get("attached_custom_fields")).hasSize(2);
        contract.check("AttachedCustomField", opened.at("/attached_custom_fields/0"));
        assertThat(shop.post(shop.token, "/v1/checkouts/", body.formatted("{\"motto\": \"Too long\"}")).refusal())
                .isEqualTo("422 PolarRequestValidationError string_too_long [\"body\",\"custom_field_data\",\"motto\"]");
        assertThat(shop.post(shop.token, "/v1/checkouts/", body.formatted("{\"motto\": [1]}")).refusal())
                .isEqualTo("422 RequestValidationError string_type [\"body\",\"custom_field_data\",\"motto\"]");

        String client = "/v1/checkouts/client/" + opened.get("client_secret").asText();
        contract.check("CheckoutPublic", shop.patch(null, client, "{\"custom_field_data\": {\"motto\": null, \"terms\": true}}").json(200));
        Map<String, Object> sent = new java.util.HashMap<>();
        sent.put("motto", null);
        sent.put("terms", true);
        assertThat(shop.bus().take()).singleElement().satisfies(command -> assertThat(command.body()).isEqualTo(Map.of("custom_field_data", sent)));
        shop.bus().answer(_ -> new Outcome.Refused("PolarRequestValidationError", "No.",
                List.of(new Outcome.Problem("literal_error", List.of("custom_field_data", "terms"), "Tick it.", null))));
        assertThat(shop.post(null, client + "/confirm", "{\"custom_field_data\": {\"terms\": false}}").refusal())
                .isEqualTo("422 PolarRequestValidationError literal_error [\"body\",\"custom_field_data\",\"terms\"]");
    }
}
