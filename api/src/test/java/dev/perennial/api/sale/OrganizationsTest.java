package dev.perennial.api.sale;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.perennial.api.contract.Contract;
import dev.perennial.core.identity.Role;
import dev.perennial.core.organization.Organizations;
import dev.perennial.core.persistence.Sql;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NullUnmarked // JUnit sets the shop before any test.
class OrganizationsTest {
    private static final String LIST = "/v1/organizations/";
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

    /** An organization of its own for a test, made by the owner of the shop's. */
    private static JsonNode made(String slug) {
        JsonNode made = shop.post(shop.ownerToken, LIST, "{\"name\": \"Test shop\", \"slug\": \"" + slug + "\"}").json(201);
        contract.check("Organization", made);
        return made;
    }

    private static String path(JsonNode organization) {
        return LIST + organization.get("id").asText();
    }

    @Test
    void aNewOrganizationHasTheDefaults() {
        JsonNode made = made("fresh-start");
        assertThat(made.get("status").asText()).isEqualTo("active");
        assertThat(made.get("default_presentment_currency").asText()).isEqualTo("usd");
        assertThat(made.get("default_tax_behavior").asText()).isEqualTo("location");
        assertThat(made.get("proration_behavior").asText()).isEqualTo("prorate");
        assertThat(made.get("allow_customer_updates").asBoolean()).isTrue();
        assertThat(made.get("subscription_settings").toString()).isEqualTo("""
                {"allow_multiple_subscriptions":false,"proration_behavior":"prorate","benefit_revocation_grace_period":0,"prevent_trial_abuse":false,\
                "allow_customer_updates":true}""");
        assertThat(made.get("customer_portal_settings").toString()).isEqualTo(
                """
                        {"usage":{"show":true},"subscription":{"update_seats":true,"update_plan":true,"pause":false},"customer":{"allow_email_change":false}}""");
        assertThat(made.get("customer_email_settings")).hasSize(14).allMatch(JsonNode::asBoolean);
        assertThat(made.at("/feature_settings/member_model_enabled").asBoolean()).isTrue();
        assertThat(made.at("/feature_settings/seat_based_pricing_enabled").asBoolean()).isTrue();
        assertThat(made.get("notification_settings").toString()).isEqualTo("""
                {"new_order":true,"new_subscription":true,"chargeback_prevention":true,"subscription_renewal":false}""");
        JsonNode listed = shop.get(shop.ownerToken, LIST + "?slug=fresh-start&sorting=-days_in_status").json(200);
        assertThat(listed.get("items")).hasSize(1);
        contract.check("Organization", listed.at("/items/0"));
        assertThat(shop.get(shop.token, path(made)).refusal()).isEqualTo("404 ResourceNotFound");
        assertThat(shop.get(shop.token, LIST).json(200).get("items")).hasSize(1);
        contract.check("Organization", shop.get(shop.token, LIST + shop.organization).json(200));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"name": "ab", "slug": "abc"}                 | RequestValidationError string_too_short ["body","name"]
            {"name": "Abc", "slug": "ab"}                 | RequestValidationError string_too_short ["body","slug"]
            {"name": "Abc", "slug": "a_b_c"}              | RequestValidationError value_error ["body","slug"]
            {"name": "Abc", "slug": "checkout"}           | RequestValidationError value_error ["body","slug"]
            {"name": "The Stripe shop", "slug": "abc"}    | RequestValidationError value_error ["body","name"]
            {"name": "Abc", "slug": "my-stripe"}          | RequestValidationError value_error ["body","slug"]
            {"name": "Abc", "slug": "Acme"}               | PolarRequestValidationError value_error ["body","slug"]
            {"name": "Abc", "slug": "abc", "country": "RU"} | RequestValidationError value_error ["body","country"]
            {"name": "Abc", "slug": "abc", "legal_entity": {"type": "company"}} | RequestValidationError missing ["body","legal_entity","company","registered_name"]
            {"name": "Abc", "slug": "abc", "socials": [{"platform": "myspace", "url": "https://x.com/a"}]} | RequestValidationError enum ["body","socials",0,"platform"]
            {"name": "Abc", "slug": "abc", "default_presentment_currency": "xxx"} | RequestValidationError value_error ["body","default_presentment_currency"]
            """)
    void aBadCreationIsRefused(String body, String refusal) {
        assertThat(shop.post(shop.ownerToken, LIST, body).refusal()).isEqualTo("422 " + refusal);
    }

    @Test
    void onlyAPersonWithFullReachCreatesOrganizations() {
        String body = "{\"name\": \"Abc\", \"slug\": \"never-made\"}";
        assertThat(shop.post(shop.token, LIST, body).refusal()).isEqualTo("401 Unauthorized");
        assertThat(shop.send(shop.ownerToken, "POST", LIST, body, Map.of("Polar-Organization", shop.organization.toString())).refusal())
                .isEqualTo("403 CannotCreateOrganizationError");
    }

    @Test
    void anObjectOfSettingsIsReplacedAsAWhole() {
        JsonNode made = made("set-up");
        assertThat(shop.patch(shop.ownerToken, path(made), "{\"subscription_settings\": {\"allow_multiple_subscriptions\": true}}").refusal())
                .isEqualTo("422 RequestValidationError missing [\"body\",\"subscription_settings\",\"proration_behavior\"], missing "
                        + "[\"body\",\"subscription_settings\",\"benefit_revocation_grace_period\"], missing "
                        + "[\"body\",\"subscription_settings\",\"prevent_trial_abuse\"], missing [\"body\",\"subscription_settings\",\"allow_customer_updates\"]");
        JsonNode changed = shop.patch(shop.ownerToken, path(made), """
                {"name": "Renamed", "email": "hello@example.com", "avatar_url": "https://img.logo.dev/x", "website": "https://example.com",
                 "socials": [{"platform": "other", "url": "https://github.com/acme"}], "embed_hosts": ["*.Example.com", "*.example.com"],
                 "subscription_settings": {"allow_multiple_subscriptions": true, "proration_behavior": "next_period",
                   "benefit_revocation_grace_period": 7, "prevent_trial_abuse": true, "allow_customer_updates": false},
                 "customer_portal_settings": {"usage": {"show": false}, "subscription": {"update_seats": true, "update_plan": false, "pause": true}},
                 "feature_settings": {"checkout_localization_enabled": true, "overview_metrics": ["orders"], "wallets_enabled": true},
                 "default_tax_behavior": "inclusive", "country": "de", "details": {"switching": true, "switching_from": "stripe"}}""").json(200);
        contract.check("Organization", changed);
        assertThat(changed.get("name").asText()).isEqualTo("Renamed");
        assertThat(changed.get("avatar_url").isNull()).as("a looked-up logo").isTrue();
        assertThat(changed.at("/socials/0/platform").asText()).isEqualTo("github");
        assertThat(changed.get("embed_hosts")).hasSize(1);
        assertThat(changed.get("proration_behavior").asText()).isEqualTo("next_period");
        assertThat(changed.get("allow_customer_updates").asBoolean()).as("the portal's update_plan").isFalse();
        assertThat(changed.at("/customer_portal_settings/subscription/pause").asBoolean()).isTrue();
        assertThat(changed.at("/feature_settings/checkout_localization_enabled").asBoolean()).isTrue();
        assertThat(changed.at("/feature_settings/member_model_enabled").asBoolean()).as("merged").isTrue();
        assertThat(changed.at("/feature_settings/wallets_enabled").asBoolean()).as("not the merchant's").isFalse();
        assertThat(changed.get("country").asText()).isEqualTo("DE");
        assertThat(changed.get("modified_at").isNull()).isFalse();
        JsonNode again = shop.patch(shop.ownerToken, path(made), """
                {"email": null, "socials": null, "feature_settings": {"overview_metrics": null},
                 "customer_portal_settings": {"usage": {"show": true}, "subscription": {"update_seats": true, "update_plan": true}}}""").json(200);
        assertThat(again.get("email").isNull()).isTrue();
        assertThat(again.get("website")).isEqualTo(changed.get("website"));
        assertThat(again.get("socials")).isEqualTo(changed.get("socials"));
        assertThat(again.at("/customer_portal_settings/subscription/pause").asBoolean()).as("replaced").isFalse();
        assertThat(again.at("/feature_settings/checkout_localization_enabled").asBoolean()).isTrue();
        assertThat(again.at("/feature_settings/overview_metrics").isNull()).isTrue();
        assertThat(shop.bean(Organizations.class).get(UUID.fromString(made.get("id").asText())).allowMultipleSubscriptions()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"feature_settings": {"seat_based_pricing_enabled": false}} | 422 PolarRequestValidationError value_error ["body","feature_settings","seat_based_pricing_enabled"]
            {"feature_settings": {"member_model_enabled": false}}       | 422 PolarRequestValidationError value_error ["body","feature_settings","seat_based_pricing_enabled"]
            {"dispute_settings": {"auto_accept_below_amount": 10001}}   | 422 RequestValidationError less_than_equal ["body","dispute_settings","auto_accept_below_amount"]
            {"dispute_settings": {"auto_accept_below_amount": 100}}     | 403 DisputeAutoAcceptNotEnabled
            {"subscription_settings": {"allow_multiple_subscriptions": true, "proration_behavior": "reset", "benefit_revocation_grace_period": 0, "prevent_trial_abuse": false, "allow_customer_updates": true}} | 422 PolarRequestValidationError value_error ["body","subscription_settings","proration_behavior"]
            {"embed_hosts": ["https://example.com"]}                    | 422 RequestValidationError value_error ["body","embed_hosts",0]
            {"sso_enforced": true}                                      | 403 NotPermitted
            """)
    void aBadChangeIsRefused(String body, String refusal) {
        assertThat(shop.patch(shop.token, LIST + shop.organization, body).refusal()).isEqualTo(refusal);
    }

    @Test
    void whatIsAllowedByOneFlagIsAllowed() {
        JsonNode made = made("flagged");
        shop.bean(Sql.class).update("update organization set feature_settings = feature_settings || ?::jsonb where slug = 'flagged'", """
                {"disputes_enabled": true, "dispute_auto_accept_enabled": true, "reset_proration_behavior_enabled": true}""");
        JsonNode changed = shop.patch(shop.ownerToken, path(made), """
                {"dispute_settings": {"auto_accept_below_amount": 100}, "subscription_settings": {"allow_multiple_subscriptions": true,
                 "proration_behavior": "reset", "benefit_revocation_grace_period": 0, "prevent_trial_abuse": false, "allow_customer_updates": true}}
                """).json(200);
        assertThat(changed.at("/dispute_settings/auto_accept_below_amount").asInt()).isEqualTo(100);
        assertThat(changed.get("proration_behavior").asText()).isEqualTo("reset");
        assertThat(shop.patch(shop.ownerToken, path(made), "{\"dispute_settings\": {}}").json(200).at("/dispute_settings/auto_accept_below_amount")
                .asInt())
                .as("merged").isEqualTo(100);
        assertThat(shop.patch(shop.ownerToken, path(made), "{\"dispute_settings\": {\"auto_accept_below_amount\": null}}").json(200)
                .at("/dispute_settings/auto_accept_below_amount").isNull()).isTrue();
    }

    @Test
    void theSignInIsEnforcedByNobody() {
        assertThat(shop.send(shop.ownerToken, "PATCH", LIST + shop.organization, "{\"sso_enforced\": true}",
                Map.of("Polar-Organization", shop.organization.toString())).refusal()).isEqualTo("409 SSOEnforcementRequiresConnection");
        assertThat(shop.patch(shop.token, LIST + shop.organization, "{\"sso_enforced\": false}").json(200).get("sso_enforced").asBoolean()).isFalse();
    }

    @Test
    void theCurrencyChangesOnlyWhenEverythingIsSoldInIt() {
        JsonNode made = made("currency");
        String product = shop.post(shop.ownerToken, "/v1/products/", """
                {"organization_id": "%s", "name": "Pro", "prices": [{"amount_type": "fixed", "price_amount": 1000}]}"""
                .formatted(made.get("id").asText())).json(201).get("id").asText();
        String change = "{\"default_presentment_currency\": \"eur\"}";
        assertThat(shop.patch(shop.ownerToken, path(made), change).refusal())
                .isEqualTo("422 PolarRequestValidationError value_error [\"body\",\"default_presentment_currency\"]");
        shop.patch(shop.ownerToken, "/v1/products/" + product, "{\"is_archived\": true}").json(200);
        assertThat(shop.patch(shop.ownerToken, path(made), change).json(200).get("default_presentment_currency").asText()).isEqualTo("eur");
    }

    @Test
    void onlyThoseWhoManageItChangeOrDeleteIt() {
        String member = shop.userToken("member@acme.example", Map.of(shop.organization, Role.MEMBER));
        assertThat(shop.patch(member, LIST + shop.organization, "{}").refusal()).isEqualTo("403 NotPermitted");
        assertThat(shop.delete(member, LIST + shop.organization).refusal()).isEqualTo("403 NotPermitted");
        assertThat(shop.patch(shop.otherToken, LIST + shop.organization, "{}").refusal()).isEqualTo("404 ResourceNotFound");
        assertThat(shop.delete(shop.token, LIST + shop.organization).refusal()).isEqualTo("401 Unauthorized");
    }

    @Test
    void aChangeIsToldToTheEndpointsAsTheOrganizationLooks() {
        JsonNode made = made("told");
        shop.post(shop.ownerToken, "/v1/webhooks/endpoints", """
                {"organization_id": "%s", "url": "https://example.com/hook", "format": "raw", "events": ["organization.updated"]}"""
                .formatted(made.get("id").asText())).json(201);
        JsonNode changed = shop.patch(shop.ownerToken, path(made), "{\"name\": \"Told\"}").json(200);
        JsonNode payload = new Shop.Answer(200, shop.bean(Sql.class).one(
                "select payload from webhook_event where type = 'organization.updated'", row -> row.text("payload"))).json();
        contract.check("WebhookOrganizationUpdatedPayload", payload);
        assertThat(payload.get("data")).isEqualTo(changed);
    }

    @Test
    void aDeletedOrganizationIsGoneAndItsSlugIsFree() {
        JsonNode made = made("short-lived");
        String token = shop.organizationToken(UUID.fromString(made.get("id").asText()));
        shop.patch(token, path(made), "{\"email\": \"boss@example.com\"}").json(200);
        JsonNode answer = shop.delete(shop.ownerToken, path(made)).json(200);
        contract.check("OrganizationDeletionResponse", answer);
        assertThat(answer.toString()).isEqualTo("{\"deleted\":true,\"requires_support\":false,\"blocked_reasons\":[]}");
        assertThat(shop.get(token, LIST).status()).isEqualTo(401);
        assertThat(shop.get(shop.ownerToken, path(made)).refusal()).isEqualTo("404 ResourceNotFound");
        var left = shop.bean(Organizations.class).get(UUID.fromString(made.get("id").asText()));
        assertThat(left.name()).doesNotContain("Test");
        assertThat(left.profile().email()).doesNotContain("boss");
        made("short-lived");
    }

    @Test
    void anOrganizationThatSellsIsNotDeleted() {
        JsonNode customer = shop.customer("kept@example.com");
        Sold.in(shop, shop.product("Keeper", 900, "month"), customer);
        JsonNode answer = shop.delete(shop.ownerToken, LIST + shop.organization).json(200);
        contract.check("OrganizationDeletionResponse", answer);
        assertThat(answer.toString())
                .isEqualTo("{\"deleted\":false,\"requires_support\":true,\"blocked_reasons\":[\"has_active_subscriptions\"]}");
        assertThat(shop.get(shop.token, LIST).status()).isEqualTo(200);
    }
}
