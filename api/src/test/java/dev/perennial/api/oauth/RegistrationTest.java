package dev.perennial.api.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.perennial.api.identity.Browser;
import dev.perennial.api.identity.Installation;
import dev.perennial.core.identity.ScopeSet;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Dynamic registration of applications. */
class RegistrationTest {
    private static final String MINIMAL = "{\"client_name\": \"App\", \"redirect_uris\": [\"https://app.example/\"]}";

    @AutoClose
    static final Installation installation = new Installation();
    final Browser anybody = installation.browser();

    private static String body(String fields) {
        return MINIMAL.substring(0, MINIMAL.length() - 1) + ", " + fields + "}";
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://app.example/callback?x=1", "http://localhost:3000/cb", "http://app.localhost/", "http://127.0.0.1:8080/",
            "http://10.1.2.3/", "http://192.168.0.7/", "http://172.31.0.1/"})
    void takesRedirectionsWithTlsOrWithinTheOwnNetwork(String uri) {
        anybody.postJson("/v1/oauth2/register", "{\"client_name\": \"App\", \"redirect_uris\": [\"" + uri + "\"]}").expect(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://example.com", "foobar", "http://localhost.evil", "http://localhost.", "http://172.32.0.1/", "http://11.0.0.1/",
            "ftp://app.example/", "javascript:alert(1)", "https://app.example/#part", "https://user@app.example/", "/callback",
            "http://10.evil.com/"})
    void refusesRedirectionsElsewhere(String uri) {
        assertThat(anybody.postJson("/v1/oauth2/register", "{\"client_name\": \"App\", \"redirect_uris\": [\"" + uri + "\"]}").refusal())
                .isEqualTo("422 RequestValidationError value_error [\"body\",\"redirect_uris\",0]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"redirect_uris": []}                                    | missing ["body","client_name"]
            {"client_name": "App"}                                   | missing ["body","redirect_uris"]
            {"client_name": "App", "redirect_uris": [], "scope": "organization_access_tokens:write"} | value_error ["body","scope"]
            {"client_name": "App", "redirect_uris": [], "scope": "openid nonsense"}  | value_error ["body","scope"]
            {"client_name": "App", "redirect_uris": [], "grant_types": ["web"]}      | enum ["body","grant_types",0]
            {"client_name": "App", "redirect_uris": [], "logo_uri": "javascript:1"}  | value_error ["body","logo_uri"]
            """)
    void refuses(String body, String problem) {
        assertThat(anybody.postJson("/v1/oauth2/register", body).refusal()).isEqualTo("422 RequestValidationError " + problem);
    }

    @Test
    void fallsBackToItsDefaults() {
        JsonNode json = anybody.postJson("/v1/oauth2/register", MINIMAL).expect(201).json();
        assertThat(json.get("client_id").asText()).startsWith("polar_ci_");
        assertThat(json.get("client_secret").asText()).startsWith("polar_cs_");
        assertThat(json.get("registration_access_token").asText()).startsWith("polar_crt_");
        assertThat(json.get("registration_client_uri").asText())
                .isEqualTo("http://localhost:8000/v1/oauth2/register/" + json.get("client_id").asText());
        assertThat(json.get("token_endpoint_auth_method").asText()).isEqualTo("client_secret_post");
        assertThat(json.get("grant_types").toString()).isEqualTo("[\"authorization_code\",\"refresh_token\"]");
        assertThat(json.get("response_types").toString()).isEqualTo("[\"code\"]");
        assertThat(json.get("scope").asText()).startsWith("openid profile email").doesNotContain("organization_access_tokens");
        assertThat(json.get("client_secret_expires_at").asLong()).isZero();
    }

    @Test
    void givesAPublicApplicationNoSecret() {
        assertThat(anybody.postJson("/v1/oauth2/register", body("\"token_endpoint_auth_method\": \"none\"")).expect(201).json().get("client_secret")
                .isNull()).isTrue();
    }

    @Test
    void keepsSecretsHashed() {
        JsonNode json = anybody.postJson("/v1/oauth2/register", MINIMAL).expect(201).json();
        String row = installation.sql().one("select oauth2_client::text as everything from oauth2_client where client_id = ?",
                it -> it.text("everything"), json.get("client_id").asText());
        assertThat(row).doesNotContain(json.get("client_secret").asText()).doesNotContain(json.get("registration_access_token").asText());
    }

    @Test
    void isChangedWithItsOwnToken() {
        JsonNode json = anybody.postJson("/v1/oauth2/register",
                body("\"logo_uri\": \"https://app.example/logo\", \"grant_types\": [\"authorization_code\"]")).expect(201).json();
        String id = json.get("client_id").asText();
        String path = "/v1/oauth2/register/" + id;
        Browser owner = installation.browser().as(json.get("registration_access_token").asText());
        assertThat(owner.get(path).expect(200).json().get("client_secret").isNull()).as("a secret is shown once").isTrue();
        JsonNode changed = owner.sendJson("PUT", path,
                "{\"client_name\": \"New\", \"redirect_uris\": [\"https://new.example/\"], \"client_id\": \"" + id + "\"}").expect(200).json();
        assertThat(changed.get("client_name").asText()).isEqualTo("New");
        assertThat(changed.get("grant_types")).as("what has a default falls back to it").hasSize(2);
        assertThat(changed.get("logo_uri").asText()).as("an address that is left out stays").isEqualTo("https://app.example/logo");
        assertThat(owner.sendJson("PUT", path, body("\"client_id\": \"another\"")).refusal())
                .isEqualTo("422 PolarRequestValidationError value_error [\"body\",\"client_id\"]");
        JsonNode open = owner.sendJson("PUT", path, body("\"token_endpoint_auth_method\": \"none\", \"client_id\": \"" + id + "\"")).expect(200)
                .json();
        assertThat(open.get("client_secret").isNull()).isTrue();
        assertThat(owner.sendJson("PUT", path, body("\"client_id\": \"" + id + "\"")).expect(200).json().get("client_secret").asText())
                .as("a secret again").startsWith("polar_cs_");
        owner.delete(path).expect(204);
        assertThat(owner.get(path).refusal()).isEqualTo("401 invalid_client");
    }

    @Test
    void isForNobodyElse() {
        JsonNode json = anybody.postJson("/v1/oauth2/register", MINIMAL).expect(201).json();
        JsonNode other = anybody.postJson("/v1/oauth2/register", MINIMAL).expect(201).json();
        String path = "/v1/oauth2/register/" + json.get("client_id").asText();
        assertThat(anybody.get(path).refusal()).isEqualTo("400 access_denied");
        assertThat(anybody.get("/v1/oauth2/register/unknown").refusal()).isEqualTo("400 access_denied");
        for (String token : new String[]{"polar_crt_wrong", other.get("registration_access_token").asText()}) {
            assertThat(installation.browser().as(token).get(path).refusal()).isEqualTo("401 invalid_client");
            assertThat(installation.browser().as(token).delete(path).refusal()).isEqualTo("401 invalid_client");
        }
        assertThat(installation.signedIn("stranger@example.com").get(path).refusal()).isEqualTo("401 invalid_client");
    }

    @Test
    void belongsToWhoeverWasSignedIn() {
        Protocol person = new Protocol(installation);
        JsonNode json = person.browser.postJson("/v1/oauth2/register", MINIMAL).expect(201).json();
        String path = "/v1/oauth2/register/" + json.get("client_id").asText();
        person.browser.get(path).expect(200);
        JsonNode list = person.browser.get("/v1/oauth2/").expect(200).json();
        assertThat(list.at("/items/0/client_id")).isEqualTo(json.get("client_id"));
        assertThat(list.at("/pagination/total_count").asInt()).isEqualTo(1);
        person.browser.delete(path).expect(204);
        assertThat(person.browser.get("/v1/oauth2/").expect(200).json().get("items")).isEmpty();
    }

    @Test
    void isNotMadeWithAToken() {
        Protocol person = new Protocol(installation);
        Browser token = installation.browser().as(installation.personalToken(person.user, ScopeSet.ALL));
        assertThat(token.postJson("/v1/oauth2/register", MINIMAL).refusal()).isEqualTo("403 NotPermitted");
        assertThat(token.get("/v1/oauth2/").refusal()).isEqualTo("403 NotPermitted");
    }
}
