package dev.perennial.api.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.perennial.core.identity.Role;
import dev.perennial.core.identity.Scope;
import dev.perennial.core.identity.ScopeSet;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tokens of organizations and of persons, managed by people. */
class AccessTokensTest {
    private static final String ORGANIZATION_TOKENS = "/v1/organization-access-tokens/";
    private static final String PERSONAL_TOKENS = "/v1/personal-access-tokens/";

    @AutoClose
    static final Installation installation = new Installation();
    final UUID organization = installation.organization("org-" + UUID.randomUUID());
    final String email = "p" + UUID.randomUUID() + "@example.com";
    final UUID owner = installation.join(organization, email, Role.OWNER);
    final Browser browser = installation.signedIn(email);

    private String body(String scopes, String more) {
        return "{\"organization_id\": \"" + organization + "\", \"comment\": \" ci \", \"scopes\": [" + scopes + "]" + more + "}";
    }

    private JsonNode created(String scopes) {
        return browser.postJson(ORGANIZATION_TOKENS, body(scopes, "")).expect(201).json();
    }

    private Browser pat(Scope... scopes) {
        return installation.browser().as(installation.personalToken(owner, ScopeSet.of(scopes)));
    }

    private void growOld() {
        installation.sql().update("update dashboard_session set created_at = created_at - interval '61 minutes' where user_id = ?", owner);
    }

    @Test
    void worksForItsOrganizationUntilItIsRevoked() {
        JsonNode json = created("\"products:read\", \"products:write\"");
        String value = json.get("token").asText();
        JsonNode token = json.get("organization_access_token");
        assertThat(value).startsWith("polar_oat_");
        assertThat(token.get("comment").asText()).isEqualTo("ci");
        assertThat(token.get("expires_at").isNull()).isTrue();
        assertThat(token.get("scopes").toString()).isEqualTo("[\"products:read\",\"products:write\"]");
        Browser program = installation.browser().as(value);
        program.get("/v1/products/").expect(200);
        JsonNode list = browser.get(ORGANIZATION_TOKENS + "?organization_id=" + organization).expect(200).json();
        assertThat(list.at("/items/0")).isEqualTo(token);
        assertThat(list.toString()).as("the value is shown once").doesNotContain(value);
        JsonNode changed = browser.sendJson("PATCH", ORGANIZATION_TOKENS + token.get("id").asText(), "{\"scopes\": [\"orders:read\"]}").expect(200)
                .json();
        assertThat(changed.get("comment").asText()).isEqualTo("ci");
        assertThat(program.get("/v1/products/").refusal()).isEqualTo("403 insufficient_scope");
        browser.delete(ORGANIZATION_TOKENS + token.get("id").asText()).expect(204);
        assertThat(program.get("/v1/orders/").refusal()).isEqualTo("401 invalid_token");
        assertThat(browser.get(ORGANIZATION_TOKENS).expect(200).json().get("items")).isEmpty();
        assertThat(browser.delete(ORGANIZATION_TOKENS + token.get("id").asText()).refusal()).isEqualTo("404 ResourceNotFound");
    }

    @ParameterizedTest
    @CsvSource({"3600, PT1H", "'\"P30D\"', P30D", "'\"PT90S\"', PT90S"})
    void endsWhenItWasToldTo(String expiresIn, String expected) {
        JsonNode token = browser.postJson(ORGANIZATION_TOKENS, body("", ", \"expires_in\": " + expiresIn)).expect(201).json()
                .get("organization_access_token");
        assertThat(Instant.parse(token.get("expires_at").asText()))
                .isCloseTo(Instant.parse(token.get("created_at").asText()).plus(Duration.parse(expected)), within(1, ChronoUnit.SECONDS));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "expires_in": 0                        | value_error ["body","expires_in"]
            "expires_in": -5                       | value_error ["body","expires_in"]
            "expires_in": "soon"                   | value_error ["body","expires_in"]
            "expires_in": "P1Y"                    | value_error ["body","expires_in"]
            "expires_in": 99999999999999           | value_error ["body","expires_in"]
            "scopes": ["nonsense"]                 | enum ["body","scopes",0]
            "scopes": "openid"                     | list_type ["body","scopes"]
            "comment": 1                           | string_type ["body","comment"]
            """)
    void refusesMalformedWishes(String field, String problem) {
        assertThat(browser.postJson(ORGANIZATION_TOKENS, body("", ", " + field)).refusal()).isEqualTo("422 RequestValidationError " + problem);
        assertThat(browser.postJson(PERSONAL_TOKENS, body("", ", " + field)).refusal()).isEqualTo("422 RequestValidationError " + problem);
    }

    @Test
    void handsOnOnlyWhatTheCallerHas() {
        Browser narrow = pat(Scope.ORGANIZATION_ACCESS_TOKENS_WRITE, Scope.PRODUCTS_READ);
        narrow.postJson(ORGANIZATION_TOKENS, body("\"products:read\"", "")).expect(201);
        String refusal = "422 PolarRequestValidationError value_error [\"body\",\"scopes\"]";
        assertThat(narrow.postJson(ORGANIZATION_TOKENS, body("\"products:read\", \"orders:read\"", "")).refusal()).isEqualTo(refusal);
        String id = created("\"orders:read\"").at("/organization_access_token/id").asText();
        assertThat(narrow.sendJson("PATCH", ORGANIZATION_TOKENS + id, "{\"scopes\": [\"orders:write\"]}").refusal()).isEqualTo(refusal);
        assertThat(browser.postJson(ORGANIZATION_TOKENS, body("\"organization_access_tokens:write\"", "")).refusal())
                .as("managing tokens is left to people").isEqualTo(refusal);
    }

    @Test
    void isManagedByPeopleOnly() {
        String program = installation.organizationToken(organization);
        assertThat(installation.browser().as(program).postJson(ORGANIZATION_TOKENS, body("", "")).refusal()).isEqualTo("401 Unauthorized");
        assertThat(installation.browser().as(program).get(ORGANIZATION_TOKENS).refusal()).isEqualTo("401 Unauthorized");
        assertThat(installation.browser().as(program).get(PERSONAL_TOKENS).refusal()).isEqualTo("401 Unauthorized");
        assertThat(installation.browser().postJson(ORGANIZATION_TOKENS, body("", "")).refusal()).isEqualTo("401 Unauthorized");
        assertThat(pat(Scope.ORGANIZATIONS_WRITE).postJson(ORGANIZATION_TOKENS, body("", "")).refusal()).isEqualTo("403 insufficient_scope");
    }

    @ParameterizedTest
    @CsvSource({"ADMIN, 201", "FINANCE, 403", "MEMBER, 403"})
    void isManagedByThoseWhoManageTheOrganization(Role role, int status) {
        String other = "o" + UUID.randomUUID() + "@example.com";
        installation.join(organization, other, role);
        Browser colleague = installation.signedIn(other);
        String id = created("").at("/organization_access_token/id").asText();
        colleague.postJson(ORGANIZATION_TOKENS, body("", "")).expect(status);
        assertThat(colleague.sendJson("PATCH", ORGANIZATION_TOKENS + id, "{}").status()).isEqualTo(status == 201 ? 200 : 403);
        assertThat(colleague.get(ORGANIZATION_TOKENS).expect(200).json().get("items").isEmpty()).isEqualTo(status != 201);
    }

    @Test
    void isUnknownToOthers() {
        Browser stranger = installation.signedIn("s" + UUID.randomUUID() + "@example.com");
        String id = created("").at("/organization_access_token/id").asText();
        assertThat(stranger.postJson(ORGANIZATION_TOKENS, body("", "")).refusal())
                .isEqualTo("422 RequestValidationError value_error [\"body\",\"organization_id\"]");
        assertThat(stranger.sendJson("PATCH", ORGANIZATION_TOKENS + id, "{}").refusal()).isEqualTo("404 ResourceNotFound");
        assertThat(stranger.delete(ORGANIZATION_TOKENS + id).refusal()).isEqualTo("404 ResourceNotFound");
        String personal = browser.postJson(PERSONAL_TOKENS, body("", "")).expect(201).json().at("/personal_access_token/id").asText();
        assertThat(stranger.delete(PERSONAL_TOKENS + personal).refusal()).isEqualTo("404 ResourceNotFound");
        assertThat(browser.delete(PERSONAL_TOKENS + id).refusal()).as("another kind").isEqualTo("404 ResourceNotFound");
        assertThat(browser.delete(ORGANIZATION_TOKENS + personal).refusal()).as("another kind").isEqualTo("404 ResourceNotFound");
    }

    @Test
    void needsAFreshSession() {
        String id = created("").at("/organization_access_token/id").asText();
        growOld();
        assertThat(browser.postJson(ORGANIZATION_TOKENS, body("", "")).refusal()).isEqualTo("403 SessionNotFreshError");
        assertThat(browser.sendJson("PATCH", ORGANIZATION_TOKENS + id, "{}").refusal()).isEqualTo("403 SessionNotFreshError");
        assertThat(browser.postJson(PERSONAL_TOKENS, body("", "")).refusal()).isEqualTo("403 SessionNotFreshError");
        browser.get(ORGANIZATION_TOKENS).expect(200);
        browser.delete(ORGANIZATION_TOKENS + id).expect(204);
    }

    @Test
    void givesPeopleTokensOfTheirOwn() {
        JsonNode json = browser.postJson(PERSONAL_TOKENS, body("\"user:read\", \"user:write\", \"organization_access_tokens:read\"", "")).expect(201)
                .json();
        Browser program = installation.browser().as(json.get("token").asText());
        assertThat(program.get("/v1/users/me").expect(200).json().get("id").asText()).isEqualTo(owner.toString());
        program.get(ORGANIZATION_TOKENS).expect(200);
        assertThat(program.postJson(PERSONAL_TOKENS, body("\"orders:read\"", "")).refusal())
                .isEqualTo("422 PolarRequestValidationError value_error [\"body\",\"scopes\"]");
        String id = json.at("/personal_access_token/id").asText();
        program.sendJson("PATCH", PERSONAL_TOKENS + id, "{\"comment\": \"mine\"}").expect(200);
        assertThat(program.get(PERSONAL_TOKENS).expect(200).json().at("/items/0/comment").asText()).isEqualTo("mine");
        program.delete(PERSONAL_TOKENS + id).expect(204);
        assertThat(program.get("/v1/users/me").refusal()).isEqualTo("401 invalid_token");
    }

    @Test
    void sortsAndPages() {
        for (String comment : new String[]{"b", "c", "a"}) {
            browser.postJson(PERSONAL_TOKENS, "{\"comment\": \"" + comment + "\", \"scopes\": []}").expect(201);
        }
        JsonNode list = browser.get(PERSONAL_TOKENS + "?sorting=comment&limit=2").expect(200).json();
        assertThat(list.get("items").findValuesAsText("comment")).containsExactly("a", "b");
        assertThat(list.at("/pagination/max_page").asInt()).isEqualTo(2);
        assertThat(browser.get(PERSONAL_TOKENS).expect(200).json().get("items").findValuesAsText("comment")).containsExactly("a", "c", "b");
    }
}
