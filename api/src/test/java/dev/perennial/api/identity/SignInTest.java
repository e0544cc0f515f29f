package dev.perennial.api.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.perennial.core.identity.Role;
import dev.perennial.core.identity.SignInCodes;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signing in by e-mail code: the operations, the cookie and the page. */
class SignInTest {
    @AutoClose
    static final Installation installation = new Installation();
    final Browser browser = installation.browser();
    final Inbox inbox = installation.bean(Inbox.class);
    final String email = "p" + UUID.randomUUID() + "@example.com";

    private String code() {
        browser.postJson("/v1/login-code/request", "{\"email\": \"" + email + "\"}").expect(202);
        return inbox.codes(email).getLast();
    }

    private Browser.Answer authenticate(String code) {
        return browser.postJson("/v1/login-code/authenticate", "{\"email\": \"" + email + "\", \"code\": \"" + code + "\"}");
    }

    @Test
    void signsInWithTheCodeThatWasMailed() {
        String code = code();
        assertThat(code).matches("[A-Z2-9]{6}");
        Browser.Answer answer = authenticate(" " + code.toLowerCase(java.util.Locale.ROOT) + " ").expect(200);
        assertThat(answer.json().get("email_verified").asBoolean()).isTrue();
        assertThat(answer.header("set-cookie")).startsWith("polar_session=polar_us_")
                .contains("Path=/", "HTTPOnly", "SameSite=Lax", "Max-Age=2678400")
                .doesNotContain("Secure");
        JsonNode me = browser.get("/v1/users/me").expect(200).json();
        assertThat(me.get("email").asText()).isEqualTo(email);
        assertThat(me.get("organizations")).isEmpty();
        assertThat(authenticate(code).refusal()).as("a code is good once").isEqualTo("401 LoginCodeInvalidOrExpired");
    }

    @Test
    void showsThePersonsOrganizations() {
        UUID organization = installation.organization("org-" + UUID.randomUUID());
        installation.join(organization, email, Role.FINANCE);
        JsonNode membership = installation.signedIn(email).get("/v1/users/me").expect(200).json().at("/organizations/0");
        assertThat(membership.get("id").asText()).isEqualTo(organization.toString());
        assertThat(membership.get("role").asText()).isEqualTo("finance");
    }

    @Test
    void takesAnyOfSeveralCodes() {
        String first = code();
        code();
        authenticate(first).expect(200);
    }

    @Test
    void endsAfterTooManyGuesses() {
        String code = code();
        for (int i = 0; i < SignInCodes.MOST_ATTEMPTS; i++) {
            assertThat(authenticate("WRONG1").refusal()).isEqualTo("401 LoginCodeInvalidOrExpired");
        }
        assertThat(authenticate(code).refusal()).isEqualTo("401 LoginCodeInvalidOrExpired");
        authenticate(code()).expect(200);
    }

    @Test
    void endsACodeAfterHalfAnHour() {
        String code = code();
        installation.sql().updateOne("update login_code set expires_at = expires_at - interval '30 minutes' where email = ?", email);
        assertThat(authenticate(code).refusal()).isEqualTo("401 LoginCodeInvalidOrExpired");
    }

    @Test
    void fillsNobodysInbox() {
        for (int i = 0; i < SignInCodes.MOST_PER_HOUR + 2; i++) {
            code();
        }
        assertThat(inbox.codes(email)).hasSize(SignInCodes.MOST_PER_HOUR);
    }

    @Test
    void keepsNeitherCodeNorSessionInClear() {
        String code = code();
        authenticate(code).expect(200);
        String session = String.valueOf(browser.cookie("polar_session"));
        String everything = installation.sql().one(
                """
                        select (select string_agg(login_code::text, '') from login_code) || (select string_agg(dashboard_session::text, '') from dashboard_session)
                            as everything""",
                row -> row.text("everything"));
        assertThat(everything).doesNotContain(code).doesNotContain(session);
    }

    @Test
    void endsTheSessionAtSignOut() {
        authenticate(code()).expect(200);
        String session = String.valueOf(browser.cookie("polar_session"));
        Browser.Answer out = browser.postJson("/v1/auth/logout", "").expect(204);
        assertThat(out.header("set-cookie")).startsWith("polar_session=;");
        assertThat(installation.browser().with("Cookie", "polar_session=" + session).get("/v1/users/me").refusal()).isEqualTo("401 Unauthorized");
        installation.browser().postJson("/v1/auth/logout", "").expect(204);
    }

    @Test
    void endsTheSessionAfterAMonth() {
        UUID user = UUID.fromString(authenticate(code()).json().get("id").asText());
        installation.sql().updateOne("update dashboard_session set expires_at = now() where user_id = ?", user);
        assertThat(browser.get("/v1/users/me").refusal()).isEqualTo("401 Unauthorized");
    }

    @Test
    void shutsABlockedPersonOut() {
        UUID user = UUID.fromString(authenticate(code()).json().get("id").asText());
        String code = code();
        installation.sql().updateOne("update user_account set blocked_at = now() where id = ?", user);
        assertThat(browser.get("/v1/users/me").refusal()).isEqualTo("401 Unauthorized");
        assertThat(authenticate(code).refusal()).isEqualTo("401 LoginCodeInvalidOrExpired");
    }

    @ParameterizedTest
    @CsvSource({"http://localhost:8000, 201", "https://evil.example, 401", "null, 401"})
    void ignoresTheCookieOfARequestThatAnotherSiteMakes(String origin, int status) {
        authenticate(code()).expect(200);
        browser.with("Origin", origin);
        browser.postJson("/v1/personal-access-tokens/", "{\"comment\": \"x\", \"scopes\": []}").expect(status);
        browser.get("/v1/users/me").expect(status == 201 ? 200 : 401);
    }

    @Test
    void takesTheTokenBeforeTheCookie() {
        UUID organization = installation.organization("org-" + UUID.randomUUID());
        authenticate(code()).expect(200);
        assertThat(browser.as("polar_pat_unknown").get("/v1/users/me").refusal()).isEqualTo("401 invalid_token");
        assertThat(browser.as(installation.organizationToken(organization)).get("/v1/users/me").refusal()).isEqualTo("401 Unauthorized");
        assertThat(browser.as(String.valueOf(browser.cookie("polar_session"))).get("/v1/users/me").refusal())
                .as("a cookie is no token").isEqualTo("401 invalid_token");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            request      | {}                                     | 422 RequestValidationError missing ["body","email"]
            request      | {"email": "nobody"}                    | 422 RequestValidationError value_error ["body","email"]
            authenticate | {"email": "a@example.com"}             | 422 RequestValidationError missing ["body","code"]
            authenticate | {"email": "a@example.com", "code": ""} | 401 LoginCodeInvalidOrExpired
            """)
    void refuses(String operation, String body, String refusal) {
        assertThat(browser.postJson("/v1/login-code/" + operation, body).refusal()).isEqualTo(refusal);
    }

    @Test
    void signsInOnThePage() {
        String wanted = "/oauth2/authorize?client_id=x&state=a%20b";
        Browser.Answer page = browser.get("/login?return_to=" + Browser.encode(wanted)).expect(200);
        assertThat(page.header("content-type")).startsWith("text/html");
        assertThat(page.header("content-security-policy")).contains("default-src 'none'", "frame-ancestors 'none'", "form-action 'self'");
        assertThat(page.header("x-frame-options")).isEqualTo("DENY");
        Browser.Answer codePage = browser.submit(page, "/login", "email", email).expect(200);
        assertThat(codePage.body()).contains("We have sent a code to " + email);
        Browser.Answer again = browser.submit(codePage, "/login", "code", "WRONG1").expect(401);
        Browser.Answer done = browser.submit(again, "/login", "code", inbox.codes(email).getLast()).expect(303);
        assertThat(done.location()).isEqualTo(wanted);
        browser.get("/v1/users/me").expect(200);
    }

    @Test
    void refusesAFormOfAnotherSite() {
        Browser.Answer page = browser.get("/login").expect(200);
        List<String> fields = page.hidden();
        installation.browser().postForm("/login", "form_token", fields.get(fields.indexOf("form_token") + 1), "email", email).expect(403);
        browser.postForm("/login", "form_token", "0".repeat(64), "email", email).expect(403);
        browser.postForm("/login", "email", email).expect(422);
        assertThat(inbox.codes(email)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"https://evil.example/", "//evil.example", "/\\evil.example", "login", "/ x", "javascript:alert(1)"})
    void leadsNobodyElsewhere(String target) {
        Browser.Answer page = browser.get("/login?return_to=" + Browser.encode(target)).expect(200);
        Browser.Answer codePage = browser.submit(page, "/login", "email", email, "return_to", target);
        assertThat(codePage.body()).doesNotContain("evil").doesNotContain("javascript");
    }

    @Test
    void escapesWhatStrangersSay() {
        assertThat(dev.perennial.api.page.Html.escape("<a href=\"x\">'&'</a>")).isEqualTo("&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/a&gt;");
    }

    @Test
    void securesTheCookieWhereThereIsTls() {
        try (Installation secured = new Installation("https://pay.example.com")) {
            Browser other = secured.browser();
            other.postJson("/v1/login-code/request", "{\"email\": \"" + email + "\"}").expect(202);
            assertThat(other.postJson("/v1/login-code/authenticate",
                    "{\"email\": \"" + email + "\", \"code\": \"" + secured.bean(Inbox.class).codes(email).getLast() + "\"}").expect(200)
                    .header("set-cookie")).contains("Secure", "HTTPOnly");
        }
    }
}
