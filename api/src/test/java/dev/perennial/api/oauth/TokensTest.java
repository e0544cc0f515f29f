package dev.perennial.api.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import dev.perennial.api.identity.Browser;
import dev.perennial.api.identity.Installation;
import dev.perennial.api.oauth.Protocol.Application;
import dev.perennial.core.identity.Role;
import dev.perennial.core.identity.ScopeSet;
import dev.perennial.core.identity.TokenKind;
import dev.perennial.core.identity.TokenVault;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The token endpoint and its companions. */
class TokensTest {
    @AutoClose
    static final Installation installation = new Installation();
    final Protocol person = new Protocol(installation);
    final Application app = person.application();

    @Test
    void exchangesACodeOnce() {
        String code = person.code(app, List.of());
        Browser.Answer answer = person.exchange(app, code).expect(200);
        assertThat(answer.header("cache-control")).isEqualTo("no-store");
        JsonNode tokens = answer.json();
        assertThat(tokens.get("access_token").asText()).startsWith("polar_at_u_");
        assertThat(tokens.get("refresh_token").asText()).startsWith("polar_rt_u_");
        assertThat(tokens.get("token_type").asText()).isEqualTo("Bearer");
        assertThat(tokens.get("expires_in").asLong()).isEqualTo(864_000);
        assertThat(tokens.get("scope").asText()).isEqualTo("openid profile email organizations:read products:read");
        assertThat(person.statusOf(tokens.get("access_token").asText())).isEqualTo(200);
        Browser.Answer again = person.exchange(app, code);
        assertThat(again.refusal()).isEqualTo("400 invalid_grant");
        assertThat(again.json().fieldNames()).toIterable().containsExactly("error", "error_description");
        assertThat(person.statusOf(tokens.get("access_token").asText())).as("a replay ends what the code gave").isEqualTo(401);
        assertThat(person.refresh(app, tokens.get("refresh_token").asText()).refusal()).isEqualTo("400 invalid_grant");
    }

    @Test
    void endsACodeAfterFiveMinutes() {
        String code = person.code(app, List.of());
        boolean right = installation.sql().one("select expires_at - created_at = interval '300 seconds' as five from oauth2_code where user_id = ?",
                row -> row.flag("five"), person.user);
        assertThat(right).isTrue();
        installation.sql().updateOne("update oauth2_code set expires_at = now() where user_id = ?", person.user);
        assertThat(person.exchange(app, code).refusal()).isEqualTo("400 invalid_grant");
    }

    @Test
    void givesACodeToItsApplicationOnly() {
        String code = person.code(app, List.of());
        assertThat(person.exchange(person.application(), code).refusal()).isEqualTo("400 invalid_grant");
        person.exchange(app, code).expect(200);
    }

    @Test
    void comparesTheRedirection() {
        List<String> fields = new ArrayList<>(List.of("grant_type", "authorization_code", "code", person.code(app, List.of()), "redirect_uri",
                "https://app.example/"));
        fields.addAll(app.credentials());
        assertThat(installation.browser().postForm("/v1/oauth2/token", fields.toArray(String[]::new)).refusal()).isEqualTo("400 invalid_grant");
    }

    @ParameterizedTest
    @CsvSource({"S256, right, 200", "S256, wrong, 400", "S256, none, 400", "plain, right, 200", "plain, wrong, 400", "none, right, 400",
            "none, none, 200"})
    void holdsTheVerifierAgainstTheChallenge(String method, String verifier, int status) throws Exception {
        String challenge = method.equals("S256")
                ? Base64.getUrlEncoder().withoutPadding()
                        .encodeToString(MessageDigest.getInstance("SHA-256").digest(Protocol.VERIFIER.getBytes(StandardCharsets.US_ASCII)))
                : Protocol.VERIFIER;
        String code = method.equals("none")
                ? person.code(app, List.of())
                : person.code(app, List.of(), "code_challenge", challenge, "code_challenge_method", method);
        String[] shown = switch (verifier) {
            case "right" -> new String[]{"code_verifier", Protocol.VERIFIER};
            case "wrong" -> new String[]{"code_verifier", Protocol.VERIFIER + "x"};
            default -> new String[0];
        };
        assertThat(person.exchange(app, code, shown).status()).isEqualTo(status);
    }

    @Test
    void letsAPublicApplicationInByItsProofAlone() {
        Application open = person.application("none");
        String code = person.code(open, List.of(), "code_challenge", Protocol.VERIFIER);
        JsonNode tokens = person.exchange(open, code, "code_verifier", Protocol.VERIFIER).expect(200).json();
        person.refresh(open, tokens.get("refresh_token").asText()).expect(200);
        assertThat(person.ask("introspect", open, tokens.get("access_token").asText()).refusal()).isEqualTo("401 invalid_client");
        assertThat(person.ask("revoke", open, tokens.get("access_token").asText()).refusal()).isEqualTo("401 invalid_client");
    }

    @Test
    void signsWhoThePersonIs() throws Exception {
        JsonNode tokens = person.exchange(app, person.code(app, List.of(), "nonce", "n-7")).expect(200).json();
        JWKSet keys = JWKSet.parse(installation.browser().get("/.well-known/jwks.json").expect(200).body());
        SignedJWT token = SignedJWT.parse(tokens.get("id_token").asText());
        assertThat(token.getHeader().getAlgorithm().getName()).isEqualTo("RS256");
        var key = keys.getKeyByKeyId(token.getHeader().getKeyID()).toRSAKey();
        assertThat(key.isPrivate()).isFalse();
        assertThat(token.verify(new RSASSAVerifier(key))).isTrue();
        var claims = token.getJWTClaimsSet();
        assertThat(claims.getIssuer()).isEqualTo("http://localhost:8000");
        assertThat(claims.getSubject()).isEqualTo(person.user.toString());
        assertThat(claims.getAudience()).containsExactly(app.id());
        assertThat(claims.getStringClaim("nonce")).isEqualTo("n-7");
        assertThat(claims.getStringClaim("email")).isEqualTo(person.email);
        assertThat(claims.getBooleanClaim("email_verified")).isTrue();
        assertThat(Duration.between(claims.getIssueTime().toInstant(), claims.getExpirationTime().toInstant())).isEqualTo(Duration.ofHours(1));
        JsonNode plain = person.exchange(app, person.code(app, List.of(), "scope", "products:read", "prompt", "consent")).expect(200).json();
        assertThat(plain.get("id_token").isNull()).as("only with the scope openid").isTrue();
        String stored = installation.sql().one("select string_agg(encrypted_key, '') as keys from signing_key", row -> row.text("keys"));
        assertThat(stored).doesNotContain("\"d\"").doesNotContain("RSA");
        long made = installation.sql().one("select count(*) as made from signing_key", row -> row.number("made"));
        assertThat(made).isEqualTo(1);
    }

    @Test
    void renewsOnce() {
        JsonNode tokens = person.tokens(app);
        JsonNode renewed = person.refresh(app, tokens.get("refresh_token").asText()).expect(200).json();
        assertThat(renewed.get("expires_in").asLong()).isEqualTo(3_600);
        assertThat(renewed.get("refresh_token")).isNotEqualTo(tokens.get("refresh_token"));
        assertThat(renewed.get("scope")).isEqualTo(tokens.get("scope"));
        assertThat(person.statusOf(tokens.get("access_token").asText())).as("the first access token is dead").isEqualTo(401);
        assertThat(person.statusOf(renewed.get("access_token").asText())).isEqualTo(200);
        assertThat(person.refresh(app, tokens.get("refresh_token").asText()).refusal()).isEqualTo("400 invalid_grant");
        assertThat(person.statusOf(renewed.get("access_token").asText())).isEqualTo(200);
    }

    @Test
    void renewsForItsApplicationOnly() {
        JsonNode tokens = person.tokens(app);
        assertThat(person.refresh(person.application(), tokens.get("refresh_token").asText()).refusal()).isEqualTo("400 invalid_grant");
        assertThat(person.refresh(app, tokens.get("access_token").asText()).refusal()).isEqualTo("400 invalid_grant");
        JsonNode less = person.refresh(app, tokens.get("refresh_token").asText(), "scope", "openid metrics:read").expect(200).json();
        assertThat(less.get("scope").asText()).isEqualTo("openid");
    }

    @Test
    void keepsTheChosenOrganizationsWhenItRenews() {
        JsonNode tokens = person.exchange(app, person.code(app, List.of(person.second.toString()))).expect(200).json();
        JsonNode renewed = person.refresh(app, tokens.get("refresh_token").asText()).expect(200).json();
        JsonNode about = person.ask("introspect", app, renewed.get("access_token").asText()).expect(200).json();
        assertThat(about.get("organizations").toString()).isEqualTo("[\"" + person.second + "\"]");
    }

    @Test
    void renewsAnOrganizationsGrantOfThePastAsItsOnlyMembers() {
        TokenVault vault = installation.bean(TokenVault.class);
        UUID lonely = installation.organization("lonely-" + UUID.randomUUID());
        installation.join(lonely, person.email, Role.ADMIN);
        String access = vault.generate(TokenKind.OAUTH_ORGANIZATION_ACCESS).value();
        String refresh = vault.generate(TokenKind.OAUTH_ORGANIZATION_REFRESH).value();
        installation.sql().updateOne("""
                insert into oauth2_token (id, created_at, client_id, organization_id, access_hash, refresh_hash, scopes, organizations, expires_at)
                select ?, now(), id, ?, ?, ?, 'openid products:read', '{}', now() + interval '1 day' from oauth2_client where client_id = ?""",
                UUID.randomUUID(), lonely, vault.hash(access), vault.hash(refresh), app.id());
        assertThat(installation.browser().as(access).get("/v1/oauth2/userinfo").expect(200).json().get("name").asText()).startsWith("lonely-");
        assertThat(person.ask("introspect", app, access).expect(200).json().get("sub_type").asText()).isEqualTo("organization");
        JsonNode renewed = person.refresh(app, refresh).expect(200).json();
        assertThat(renewed.get("access_token").asText()).startsWith("polar_at_u_");
        assertThat(person.ask("introspect", app, renewed.get("access_token").asText()).expect(200).json().get("sub").asText())
                .isEqualTo(person.user.toString());
    }

    @Test
    void tellsAnApplicationAboutItsOwnTokensOnly() {
        JsonNode tokens = person.tokens(app);
        String access = tokens.get("access_token").asText();
        JsonNode about = person.ask("introspect", app, access).expect(200).json();
        assertThat(about.get("active").asBoolean()).isTrue();
        assertThat(about.get("client_id").asText()).isEqualTo(app.id());
        assertThat(about.get("sub").asText()).isEqualTo(person.user.toString());
        assertThat(about.get("organizations")).isEmpty();
        assertThat(about.get("exp").asLong() - about.get("iat").asLong()).isEqualTo(864_000);
        assertThat(about.get("iss").asText()).isEqualTo("http://localhost:8000");
        assertThat(person.ask("introspect", app, tokens.get("refresh_token").asText()).expect(200).json().get("token_type").asText())
                .isEqualTo("refresh_token");
        for (String unknown : List.of(access + "x", "polar_at_u_unknown")) {
            assertThat(person.ask("introspect", app, unknown).expect(200).body()).isEqualTo("{\"active\":false}");
        }
        assertThat(person.ask("introspect", person.application(), access).expect(200).body()).isEqualTo("{\"active\":false}");
        assertThat(person.ask("introspect", app, access, "token_type_hint", "refresh_token").expect(200).body()).isEqualTo("{\"active\":false}");
        assertThat(person.ask("introspect", app, access, "token_type_hint", "magic").refusal()).isEqualTo("401 unsupported_token_type");
        installation.sql().updateOne("update oauth2_token set expires_at = now() where user_id = ?", person.user);
        assertThat(person.ask("introspect", app, access).expect(200).body()).isEqualTo("{\"active\":false}");
        assertThat(person.statusOf(access)).isEqualTo(401);
        person.refresh(app, tokens.get("refresh_token").asText()).expect(200);
    }

    @ParameterizedTest
    @CsvSource({"access_token, ''", "refresh_token, ''", "access_token, access_token", "refresh_token, refresh_token"})
    void endsBothTokensOfAPair(String which, String hint) {
        JsonNode tokens = person.tokens(app);
        String[] more = hint.isEmpty() ? new String[0] : new String[]{"token_type_hint", hint};
        assertThat(person.ask("revoke", app, tokens.get(which).asText(), more).expect(200).body()).isEqualTo("{}");
        assertThat(person.statusOf(tokens.get("access_token").asText())).isEqualTo(401);
        assertThat(person.refresh(app, tokens.get("refresh_token").asText()).refusal()).isEqualTo("400 invalid_grant");
    }

    @Test
    void endsNobodyElsesTokens() {
        JsonNode tokens = person.tokens(app);
        String access = tokens.get("access_token").asText();
        assertThat(person.ask("revoke", person.application(), access).expect(200).body()).isEqualTo("{}");
        assertThat(person.ask("revoke", app, "unknown").expect(200).body()).isEqualTo("{}");
        assertThat(person.ask("revoke", app, access, "token_type_hint", "magic").refusal()).isEqualTo("401 unsupported_token_type");
        assertThat(person.statusOf(access)).isEqualTo(200);
    }

    @Test
    void endsTheTokensOfADeletedApplicationAndABlockedPerson() {
        String access = person.tokens(app).get("access_token").asText();
        installation.browser().as(app.registrationToken()).delete("/v1/oauth2/register/" + app.id()).expect(204);
        assertThat(person.statusOf(access)).isEqualTo(401);
        Application other = person.application();
        JsonNode tokens = person.tokens(other);
        installation.sql().updateOne("update user_account set blocked_at = now() where id = ?", person.user);
        assertThat(person.statusOf(tokens.get("access_token").asText())).isEqualTo(401);
        assertThat(person.refresh(other, tokens.get("refresh_token").asText()).refusal()).isEqualTo("400 invalid_grant");
    }

    @Test
    void authenticatesApplicationsInTheirOwnWay() {
        Application basic = person.application("client_secret_basic");
        String code = person.code(basic, List.of());
        assertThat(person.exchange(basic, code).refusal()).as("the secret is not expected in the form").isEqualTo("401 invalid_client");
        String header = "Basic " + Base64.getEncoder().encodeToString((basic.id() + ":" + basic.secret()).getBytes(StandardCharsets.UTF_8));
        installation.browser().with("Authorization", header)
                .postForm("/v1/oauth2/token", "grant_type", "authorization_code", "code", code, "redirect_uri", Protocol.CALLBACK).expect(200);
        Browser.Answer refused = installation.browser().with("Authorization", "Basic bm9ib2R5Ong=").postForm("/v1/oauth2/token", "grant_type",
                "refresh_token", "refresh_token", "x");
        assertThat(refused.refusal()).isEqualTo("401 invalid_client");
        assertThat(refused.header("www-authenticate")).isEqualTo("Basic realm=\"polar\"");
        assertThat(refused.header("pragma")).isEqualTo("no-cache");
        assertThat(person.exchange(new Application(app.id(), "polar_cs_wrong", ""), "x").refusal()).isEqualTo("401 invalid_client");
        assertThat(person.exchange(new Application(app.id(), "", ""), "x").refusal()).isEqualTo("401 invalid_client");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            grant_type=password                      | 400 unsupported_grant_type
            grant_type=authorization_code            | 400 invalid_request
            grant_type=refresh_token                 | 400 invalid_request
            code=x                                   | 400 invalid_request
            grant_type=refresh_token&refresh_token=a&refresh_token=b | 400 invalid_request
            grant_type=refresh_token&refresh_token=a | 401 invalid_client
            grant_type=refresh_token&refresh_token=a%zz&client_id=x  | 400 invalid_request
            """)
    void refusesWhatIsNotTheProtocol(String body, String refusal) {
        assertThat(installation.browser().send("POST", "/v1/oauth2/token", "application/x-www-form-urlencoded", body).refusal()).isEqualTo(refusal);
    }

    @Test
    void takesFormsOnly() {
        assertThat(installation.browser().postJson("/v1/oauth2/token", "{\"grant_type\": \"refresh_token\"}").refusal())
                .isEqualTo("400 invalid_request");
    }

    @Test
    void exchangesASessionForTheOperatorsOwnApplications() {
        String session = installation.signedIn(person.email).sessionToken();
        List<String> fields = new ArrayList<>(List.of("grant_type", "web", "session_token", session));
        fields.addAll(app.credentials());
        Browser client = installation.browser();
        assertThat(client.postForm("/v1/oauth2/token", fields.toArray(String[]::new)).refusal()).isEqualTo("400 unauthorized_client");
        installation.sql().updateOne("update oauth2_client set first_party = true where client_id = ?", app.id());
        JsonNode tokens = client.postForm("/v1/oauth2/token", fields.toArray(String[]::new)).expect(200).json();
        assertThat(tokens.get("expires_in").asLong()).isEqualTo(3_600);
        assertThat(tokens.get("refresh_token").isNull()).isTrue();
        assertThat(person.statusOf(tokens.get("access_token").asText())).isEqualTo(200);
        fields.addAll(List.of("sub_type", "organization", "sub", person.first.toString()));
        String narrow = client.postForm("/v1/oauth2/token", fields.toArray(String[]::new)).expect(200).json().get("access_token").asText();
        assertThat(client.as(narrow).get("/v1/organizations/" + person.second + "/roles").status()).isEqualTo(404);
        client.with("Authorization", null);
        fields.set(fields.size() - 1, UUID.randomUUID().toString());
        assertThat(client.postForm("/v1/oauth2/token", fields.toArray(String[]::new)).refusal()).isEqualTo("400 invalid_sub");
        fields.set(3, "polar_us_unknown");
        assertThat(client.postForm("/v1/oauth2/token", fields.toArray(String[]::new)).refusal()).isEqualTo("400 invalid_grant");
    }

    @Test
    void tellsWhomATokenStandsFor() {
        String full = person.tokens(app).get("access_token").asText();
        JsonNode json = installation.browser().as(full).get("/v1/oauth2/userinfo").expect(200).json();
        assertThat(json.toString()).isEqualTo("{\"sub\":\"" + person.user + "\",\"email\":\"" + person.email + "\",\"email_verified\":true}");
        assertThat(installation.browser().as(full).postForm("/v1/oauth2/userinfo").expect(200).json()).isEqualTo(json);
        String bare = person.exchange(app, person.code(app, List.of(), "scope", "openid", "prompt", "consent")).json().get("access_token").asText();
        assertThat(installation.browser().as(bare).get("/v1/oauth2/userinfo").expect(200).body()).isEqualTo("{\"sub\":\"" + person.user + "\"}");
        String without = person.exchange(app, person.code(app, List.of(), "scope", "products:read", "prompt", "consent")).json().get("access_token")
                .asText();
        assertThat(installation.browser().as(without).get("/v1/oauth2/userinfo").refusal()).isEqualTo("403 insufficient_scope");
        assertThat(installation.browser().get("/v1/oauth2/userinfo").refusal()).isEqualTo("401 Unauthorized");
    }

    @Test
    void canBeDiscovered() {
        JsonNode json = installation.browser().get("/.well-known/openid-configuration").expect(200).json();
        assertThat(json.get("issuer").asText()).isEqualTo("http://localhost:8000");
        assertThat(json.get("authorization_endpoint").asText()).isEqualTo("http://localhost:8000/oauth2/authorize");
        assertThat(json.get("token_endpoint").asText()).isEqualTo("http://localhost:8000/v1/oauth2/token");
        assertThat(json.get("jwks_uri").asText()).isEqualTo("http://localhost:8000/.well-known/jwks.json");
        assertThat(json.get("code_challenge_methods_supported").toString()).isEqualTo("[\"plain\",\"S256\"]");
        assertThat(json.get("scopes_supported")).hasSize(61);
        assertThat(json.get("id_token_signing_alg_values_supported").toString()).isEqualTo("[\"RS256\"]");
    }

    @Test
    void leavesTokensOutOfTheDatabase() {
        JsonNode tokens = person.tokens(app);
        String everything = installation.sql().one("select string_agg(oauth2_token::text, '') as everything from oauth2_token where user_id = ?",
                row -> row.text("everything"), person.user);
        assertThat(everything).doesNotContain(tokens.get("access_token").asText().substring(11)).doesNotContain(
                tokens.get("refresh_token").asText().substring(11));
        assertThat(ScopeSet.parse(tokens.get("scope").asText()).scopes()).hasSize(5);
    }
}
