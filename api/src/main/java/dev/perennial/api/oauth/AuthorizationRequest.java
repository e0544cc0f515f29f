package dev.perennial.api.oauth;

import dev.perennial.api.platform.error.OAuthError;
import dev.perennial.core.identity.ScopeSet;
import dev.perennial.core.oauth.Challenge;
import dev.perennial.core.oauth.OAuthClient;
import dev.perennial.core.oauth.RedirectUri;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A well-formed request for authorization.
 *
 * @param scopes what is asked for, as far as the application may have it
 * @param single whether access to exactly one organization is wanted
 */
record AuthorizationRequest(OAuthClient client, String redirectUri, ScopeSet scopes, @Nullable String state, @Nullable String nonce,
        @Nullable Challenge challenge, Set<Prompt> prompts, boolean single) {
    /** What the application wants the person to be asked. */
    enum Prompt { NONE, LOGIN, CONSENT, SELECT_ACCOUNT }

    /** The parameters of the protocol; of those that may occur once only. */
    record Sent(Map<String, List<String>> parameters) {
        /** @throws OAuthError if it was sent twice */
        @Nullable
        String one(String name) {
            List<String> values = parameters.getOrDefault(name, List.of());
            if (values.size() > 1) {
                throw OAuthError.badRequest("invalid_request", "The parameter " + name + " must not be repeated.");
            }
            return values.isEmpty() || values.getFirst().isEmpty() ? null : values.getFirst();
        }

        String required(String name) {
            String value = one(name);
            if (value == null) {
                throw OAuthError.badRequest("invalid_request", "The parameter " + name + " is missing.");
            }
            return value;
        }
    }

    /**
     * Where the browser goes back to. Before this is known to be the application's own address, nothing may be sent there, not even a refusal.
     *
     * @throws OAuthError if the application did not register the address
     */
    static String redirectUri(OAuthClient client, Sent sent) {
        String asked = sent.one("redirect_uri");
        List<String> registered = client.registration().redirectUris();
        if (asked == null && registered.size() == 1) {
            return registered.getFirst();
        }
        String spelled = asked == null ? "" : RedirectUri.spelled(asked);
        if (!registered.contains(spelled)) {
            throw OAuthError.badRequest("invalid_request", "The parameter redirect_uri must be one of the application's registered addresses.");
        }
        return spelled;
    }

    /** @throws OAuthError saying what is wrong with the request */
    static AuthorizationRequest of(OAuthClient client, String redirectUri, Sent sent) {
        if (!sent.required("response_type").equals("code")) {
            throw OAuthError.badRequest("unsupported_response_type", "The response type must be code.");
        }
        if (!client.registration().grantTypes().contains(OAuthClient.GrantType.AUTHORIZATION_CODE)) {
            throw OAuthError.badRequest("unauthorized_client", "The application did not register for authorization codes.");
        }
        String mode = sent.one("response_mode");
        if (mode != null && !mode.equals("query")) {
            throw OAuthError.badRequest("invalid_request", "The response mode must be query.");
        }
        return new AuthorizationRequest(client, redirectUri, scopes(client, sent.one("scope")), sent.one("state"), sent.one("nonce"),
                challenge(client, sent), prompts(sent.one("prompt")), isSingle(sent.one("sub_type")));
    }

    private static ScopeSet scopes(OAuthClient client, @Nullable String asked) {
        ScopeSet registered = client.registration().scopes();
        ScopeSet scopes = asked == null ? registered : registered.intersection(ScopeSet.parse(asked));
        if (scopes.scopes().isEmpty()) {
            throw OAuthError.badRequest("invalid_scope", "The application may have none of these scopes.");
        }
        return scopes;
    }

    private static @Nullable Challenge challenge(OAuthClient client, Sent sent) {
        String challenge = sent.one("code_challenge");
        String method = sent.one("code_challenge_method");
        if (challenge == null) {
            if (client.isPublic() || method != null) {
                throw OAuthError.badRequest("invalid_request", "The parameter code_challenge is missing.");
            }
            return null;
        }
        try {
            return new Challenge(challenge, method == null ? Challenge.Method.PLAIN : Challenge.Method.of(method));
        } catch (IllegalArgumentException refused) {
            throw OAuthError.badRequest("invalid_request", String.valueOf(refused.getMessage()));
        }
    }

    private static Set<Prompt> prompts(@Nullable String sent) {
        Map<String, Prompt> known = Arrays.stream(Prompt.values())
                .collect(Collectors.toMap(prompt -> prompt.name().toLowerCase(Locale.ROOT), prompt -> prompt));
        List<String> names = sent == null ? List.of() : List.of(sent.strip().split("\\s+"));
        if (!known.keySet().containsAll(names) || (names.contains("none") && names.size() > 1)) {
            throw OAuthError.badRequest("invalid_request", "The parameter prompt has no such values.");
        }
        return names.stream().map(known::get).collect(Collectors.toUnmodifiableSet());
    }

    /** The wish for an organization's own token no longer makes one; it makes the person choose exactly one organization. */
    private static boolean isSingle(@Nullable String subType) {
        return switch (subType) {
            case null -> false;
            case "user" -> false;
            case "organization" -> true;
            default -> throw OAuthError.badRequest("invalid_request", "The parameter sub_type must be user or organization.");
        };
    }

    boolean asks(Prompt prompt) {
        return prompts.contains(prompt);
    }
}
