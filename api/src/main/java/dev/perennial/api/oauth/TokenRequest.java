package dev.perennial.api.oauth;

import static dev.perennial.api.platform.input.Values.oneOf;
import static dev.perennial.api.platform.input.Values.text;
import static dev.perennial.api.platform.input.Values.uuid;

import dev.perennial.api.oauth.ClientCredentials.InForm;
import dev.perennial.api.platform.input.Fields;
import dev.perennial.api.platform.input.Union;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** How an application asks for tokens. */
sealed interface TokenRequest {
    Union<TokenRequest> ANY = Union.<TokenRequest>on("grant_type").when("authorization_code", ByCode::read).when("refresh_token", ByRefresh::read)
            .when("web", BySession::read);

    InForm client();

    /** For a code that a browser has brought. */
    record ByCode(InForm client, String code, Optional<String> redirectUri, Optional<String> verifier) implements TokenRequest {
        static Supplier<ByCode> read(Fields in) {
            var client = InForm.read(in);
            var code = in.required("code", text());
            var redirectUri = in.optional("redirect_uri", text());
            var verifier = in.optional("code_verifier", text());
            return () -> new ByCode(client, code.get(), redirectUri, verifier);
        }
    }

    /** For a refresh token. */
    record ByRefresh(InForm client, String refreshToken, Optional<String> scope) implements TokenRequest {
        static Supplier<ByRefresh> read(Fields in) {
            var client = InForm.read(in);
            var refreshToken = in.required("refresh_token", text());
            var scope = in.optional("scope", text());
            return () -> new ByRefresh(client, refreshToken.get(), scope);
        }
    }

    /** For the session of somebody who is signed in: only the operator's own applications may. */
    record BySession(InForm client, String sessionToken, SubType subType, Optional<UUID> sub, Optional<String> scope) implements TokenRequest {
        static Supplier<BySession> read(Fields in) {
            var client = InForm.read(in);
            var sessionToken = in.required("session_token", text());
            var subType = in.orElse("sub_type", oneOf(SubType.class), SubType.USER);
            var sub = in.optional("sub", uuid());
            var scope = in.optional("scope", text());
            return () -> new BySession(client, sessionToken.get(), subType, sub, scope);
        }
    }
}
