package dev.perennial.api.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import dev.perennial.api.identity.Browser;
import dev.perennial.api.identity.Installation;
import dev.perennial.core.identity.Role;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;

/** A person with two organizations in their browser, and the steps of the protocol. */
final class Protocol {
    static final String CALLBACK = "https://app.example/callback";
    static final String VERIFIER = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ0123";

    final Installation installation;
    final String email = "p" + UUID.randomUUID() + "@example.com";
    final UUID first;
    final UUID second;
    final UUID user;
    final Browser browser;

    Protocol(Installation installation) {
        this.installation = installation;
        first = installation.organization("one-" + UUID.randomUUID());
        second = installation.organization("two-" + UUID.randomUUID());
        user = installation.join(first, email, Role.OWNER);
        installation.join(second, email, Role.ADMIN);
        browser = installation.signedIn(email);
    }

    /** A registered application: its name and its secret. */
    record Application(String id, String secret, String registrationToken) {
        List<String> credentials() {
            return secret.isEmpty() ? List.of("client_id", id) : List.of("client_id", id, "client_secret", secret);
        }
    }

    Application application() { return application("client_secret_post"); }

    Application application(String authMethod) {
        JsonNode json = installation.browser().postJson("/v1/oauth2/register", """
                {"client_name": "App <1>", "redirect_uris": ["%s"], "token_endpoint_auth_method": "%s",
                 "scope": "openid email profile products:read organizations:read"}""".formatted(CALLBACK, authMethod)).expect(201).json();
        return new Application(json.get("client_id").asText(), json.path("client_secret").asText("").replace("null", ""),
                json.get("registration_access_token").asText());
    }

    /** The query of a request for authorization; names and values in turn after the usual ones. */
    static String authorize(String path, Application app, String... more) {
        List<String> fields = new ArrayList<>(List.of("response_type", "code", "client_id", app.id(), "redirect_uri", CALLBACK, "state",
                "s 1"));
        fields.addAll(List.of(more));
        return path + "?" + String.join("&", IntStream.range(0, fields.size() / 2)
                .mapToObj(i -> fields.get(2 * i) + "=" + URLEncoder.encode(fields.get(2 * i + 1), StandardCharsets.UTF_8)).toList());
    }

    /** The answer to the person's consent on the page. */
    Browser.Answer consent(Application app, List<String> choice, String... parameters) {
        Browser.Answer page = browser.get(authorize("/oauth2/authorize", app, parameters)).expect(200);
        List<String> fields = new ArrayList<>(List.of("action", "allow"));
        choice.forEach(organization -> fields.addAll(List.of("organizations", organization)));
        return browser.submit(page, "/oauth2/authorize", fields.toArray(String[]::new));
    }

    String code(Application app, List<String> choice, String... parameters) {
        return Objects.requireNonNull(consent(app, choice, parameters).expect(302).returned("code"));
    }

    Browser.Answer exchange(Application app, String code, String... more) {
        List<String> fields = new ArrayList<>(List.of("grant_type", "authorization_code", "code", code, "redirect_uri", CALLBACK));
        fields.addAll(app.credentials());
        fields.addAll(List.of(more));
        return installation.browser().postForm("/v1/oauth2/token", fields.toArray(String[]::new));
    }

    /** Tokens for all the application may have, in all organizations. */
    JsonNode tokens(Application app) {
        return exchange(app, code(app, List.of(), "prompt", "consent")).expect(200).json();
    }

    Browser.Answer refresh(Application app, String refreshToken, String... more) {
        List<String> fields = new ArrayList<>(List.of("grant_type", "refresh_token", "refresh_token", refreshToken));
        fields.addAll(app.credentials());
        fields.addAll(List.of(more));
        return installation.browser().postForm("/v1/oauth2/token", fields.toArray(String[]::new));
    }

    Browser.Answer ask(String operation, Application app, String token, String... more) {
        List<String> fields = new ArrayList<>(List.of("token", token));
        fields.addAll(app.credentials());
        fields.addAll(List.of(more));
        return installation.browser().postForm("/v1/oauth2/" + operation, fields.toArray(String[]::new));
    }

    int statusOf(String accessToken) {
        return installation.browser().as(accessToken).get("/v1/products/").status();
    }
}
