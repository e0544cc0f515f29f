package dev.perennial.api.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.perennial.api.identity.Browser;
import dev.perennial.api.identity.Inbox;
import dev.perennial.api.identity.Installation;
import dev.perennial.api.oauth.Protocol.Application;
import dev.perennial.core.identity.ScopeSet;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What browsers get to see that come from an application: the data for front ends, and our own page. */
class AuthorizationTest {
    private static final String API = "/v1/oauth2/authorize";
    private static final String PAGE = "/oauth2/authorize";

    @AutoClose
    static final Installation installation = new Installation();
    final Protocol person = new Protocol(installation);
    final Application app = person.application();
    final Browser stranger = installation.browser();

    @Test
    void asksForConsent() {
        JsonNode json = person.browser.get(Protocol.authorize(API, app, "scope", "openid products:read metrics:read nonsense")).expect(200).json();
        assertThat(json.at("/client/client_id").asText()).isEqualTo(app.id());
        assertThat(json.get("client").has("redirect_uris")).as("only what is public").isFalse();
        assertThat(json.get("sub_type").asText()).isEqualTo("user");
        assertThat(json.at("/sub/email").asText()).isEqualTo(person.email);
        assertThat(json.get("scopes").toString()).as("cut to the application's own").isEqualTo("[\"openid\",\"products:read\"]");
        assertThat(json.get("organizations")).hasSize(2);
        assertThat(json.get("requires_single_organization").asBoolean()).isFalse();
        assertThat(json.get("scope_display_names").get("products:read").asText()).isEqualTo("See products");
    }

    @Test
    void asksForAllOfTheApplicationsScopesWhenNoneIsNamed() {
        assertThat(person.browser.get(Protocol.authorize(API, app)).expect(200).json().get("scopes")).hasSize(5);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sub_type              | team      | invalid_request
            code_challenge        | short     | invalid_request
            code_challenge_method | S256      | invalid_request
            response_mode         | fragment  | invalid_request
            scope                 | nonsense  | invalid_scope
            prompt                | dance     | invalid_request
            prompt                | none login| invalid_request
            state                 | again     | invalid_request
            redirect_uri          | https://evil.example/ | invalid_request
            """)
    void refuses(String parameter, String value, String error) {
        assertThat(person.browser.get(Protocol.authorize(API, app, parameter, value)).refusal()).isEqualTo("400 " + error);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            response_type=code&client_id=unknown                                        | invalid_client
            response_type=code                                                          | invalid_request
            response_type=code&client_id=CLIENT&redirect_uri=https%3A%2F%2Fevil.example | invalid_request
            response_type=code&client_id=CLIENT&redirect_uri=https%3A%2F%2Fapp.example%2Fcallback%2Fmore | invalid_request
            """)
    void sendsNobodyToAnAddressThatIsNotTheApplications(String query, String error) {
        String asked = "?" + query.replace("CLIENT", app.id());
        assertThat(person.browser.get(API + asked).refusal()).isEqualTo("400 " + error);
        Browser.Answer page = person.browser.get(PAGE + asked).expect(400);
        assertThat(page.header("location")).isNull();
        assertThat(page.header("content-type")).startsWith("text/html");
    }

    @Test
    void tellsTheApplicationOnThePageWhatIsWrong() {
        Browser.Answer answer = person.browser.get(PAGE + "?response_type=token&client_id=" + app.id() + "&state=s").expect(302);
        assertThat(answer.location()).startsWith(Protocol.CALLBACK + "?");
        assertThat(answer.returned("error")).isEqualTo("unsupported_response_type");
        assertThat(answer.returned("state")).isEqualTo("s");
    }

    @Test
    void insistsOnAProofKeyWhereThereIsNoSecret() {
        Application open = person.application("none");
        assertThat(person.browser.get(Protocol.authorize(API, open)).refusal()).isEqualTo("400 invalid_request");
        assertThat(person.browser.get(Protocol.authorize(PAGE, open)).expect(302).returned("error")).isEqualTo("invalid_request");
        person.browser.get(Protocol.authorize(API, open, "code_challenge", Protocol.VERIFIER)).expect(200);
    }

    @Test
    void asksToSignIn() {
        assertThat(stranger.get(Protocol.authorize(API, app)).refusal()).isEqualTo("401 Unauthorized");
        assertThat(person.browser.get(Protocol.authorize(API, app, "prompt", "login")).refusal()).isEqualTo("401 Unauthorized");
        assertThat(stranger.get(Protocol.authorize(PAGE, app)).expect(302).location()).startsWith("/login?return_to=%2Foauth2%2Fauthorize%3F");
    }

    @Test
    void showsTheConsentAfterSigningInAgain() {
        Browser.Answer away = person.browser.get(Protocol.authorize(PAGE, app, "prompt", "login")).expect(302);
        Browser.Answer codePage = person.browser.submit(person.browser.get(away.location()).expect(200), "/login", "email", person.email);
        Browser.Answer back = person.browser.submit(codePage, "/login", "code", installation.bean(Inbox.class).codes(person.email).getLast())
                .expect(303);
        assertThat(person.browser.get(back.location()).expect(200).body()).contains("Allow access?");
    }

    @Test
    void answersTheApplicationWhenNothingMayBeShown() {
        Browser.Answer nobody = stranger.get(Protocol.authorize(API, app, "prompt", "none")).expect(302);
        assertThat(nobody.returned("error")).isEqualTo("login_required");
        assertThat(nobody.returned("state")).isEqualTo("s 1");
        assertThat(person.browser.get(Protocol.authorize(API, app, "prompt", "none")).expect(302).returned("error")).isEqualTo("consent_required");
        person.tokens(app);
        assertThat(person.browser.get(Protocol.authorize(API, app, "prompt", "none")).expect(302).returned("code")).startsWith("polar_ac_");
    }

    @Test
    void showsAPageThatNobodyCanForge() {
        Browser.Answer page = person.browser.get(Protocol.authorize(PAGE, app)).expect(200);
        assertThat(page.body()).contains("App &lt;1&gt;", person.email, "See products", "https://app.example").doesNotContain("<1>");
        assertThat(page.header("content-security-policy")).contains("form-action 'self' https://app.example;", "frame-ancestors 'none'");
        List<String> fields = page.hidden();
        String guard = fields.get(fields.indexOf("form_token") + 1);
        List<String> forged = new ArrayList<>(fields);
        forged.set(forged.indexOf("form_token") + 1, guard.replace(guard.charAt(0), guard.charAt(0) == 'a' ? 'b' : 'a'));
        forged.addAll(List.of("action", "allow"));
        person.browser.postForm(PAGE, forged.toArray(String[]::new)).expect(403);
        Browser other = installation.signedIn("other" + UUID.randomUUID() + "@example.com");
        other.submit(page, PAGE, "action", "allow").expect(403);
        stranger.submit(page, PAGE, "action", "allow").expect(403);
        person.browser.with("Origin", "https://evil.example").submit(page, PAGE, "action", "allow").expect(403);
        assertThat(person.browser.with("Origin", null).submit(page, PAGE, "action", "deny").expect(302).returned("error")).isEqualTo("access_denied");
    }

    @Test
    void asksOnce() {
        person.code(app, List.of(), "scope", "openid products:read");
        assertThat(person.browser.get(Protocol.authorize(PAGE, app, "scope", "openid")).expect(302).returned("code")).startsWith("polar_ac_");
        person.browser.get(Protocol.authorize(PAGE, app, "scope", "openid email")).expect(200);
        person.browser.get(Protocol.authorize(PAGE, app, "scope", "openid", "prompt", "consent")).expect(200);
        person.code(app, List.of(), "scope", "email");
        assertThat(person.browser.get(Protocol.authorize(PAGE, app, "scope", "openid email products:read")).expect(302).returned("code"))
                .as("scopes add up").isNotNull();
    }

    @Test
    void narrowsToTheChosenOrganizations() {
        String token = person.exchange(app, person.code(app, List.of(person.first.toString()))).expect(200).json().get("access_token").asText();
        assertThat(installation.browser().as(token).get("/v1/organizations/" + person.first + "/roles").status()).isEqualTo(200);
        assertThat(installation.browser().as(token).get("/v1/organizations/" + person.second + "/roles").status()).isEqualTo(404);
        installation.sql().updateOne("delete from organization_member where organization_id = ? and user_id = ?", person.first, person.user);
        assertThat(installation.browser().as(token).get("/v1/organizations/" + person.first + "/roles").status()).isEqualTo(404);
        person.browser.get(Protocol.authorize(PAGE, app)).expect(200); // Of what was chosen nothing is left.
    }

    @Test
    void refusesOrganizationsOfOthers() {
        UUID foreign = installation.organization("foreign-" + UUID.randomUUID());
        person.consent(app, List.of(person.first.toString(), foreign.toString())).expect(400);
        person.consent(app, List.of("nonsense")).expect(400);
        person.browser.get(Protocol.authorize(PAGE, app)).expect(200); // Nothing was granted by it.
    }

    @Test
    void makesThePersonChooseOneOrganizationWhereOneIsWanted() {
        String[] single = {"sub_type", "organization"};
        assertThat(person.browser.get(Protocol.authorize(API, app, single)).expect(200).json().get("requires_single_organization").asBoolean())
                .isTrue();
        assertThat(person.browser.get(Protocol.authorize(PAGE, app, single)).expect(200).body()).contains("type=\"radio\"");
        person.consent(app, List.of(), single).expect(400);
        person.consent(app, List.of(person.first.toString(), person.second.toString()), single).expect(400);
        person.code(app, List.of(person.first.toString()), single);
        person.browser.get(Protocol.authorize(PAGE, app, single)).expect(302);
        person.code(app, List.of(), "prompt", "consent");
        person.browser.get(Protocol.authorize(PAGE, app, single)).expect(200);
    }

    @Test
    void doesNotAskForTheOperatorsOwnApplications() {
        installation.sql().updateOne("update oauth2_client set first_party = true where client_id = ?", app.id());
        assertThat(person.browser.get(Protocol.authorize(PAGE, app)).expect(302).returned("code")).startsWith("polar_ac_");
    }

    @Test
    void takesANonceOnce() {
        person.code(app, List.of(), "nonce", "n-1");
        assertThat(person.browser.get(Protocol.authorize(API, app, "nonce", "n-1")).refusal()).isEqualTo("400 invalid_request");
        assertThat(person.browser.get(Protocol.authorize(PAGE, app, "nonce", "n-1")).expect(302).returned("error")).isEqualTo("invalid_request");
        person.browser.get(Protocol.authorize(API, person.application(), "nonce", "n-1")).expect(200);
    }

    @Test
    void givesATokenNoCode() {
        person.tokens(app);
        Browser token = installation.browser().as(installation.personalToken(person.user, ScopeSet.ALL));
        assertThat(token.get(Protocol.authorize(API, app)).expect(200).json().at("/sub/email").asText()).isEqualTo(person.email);
    }
}
