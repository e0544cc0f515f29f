package dev.perennial.api.oauth;

import dev.perennial.api.platform.access.Access;
import dev.perennial.api.platform.access.Subject;
import dev.perennial.core.settings.Settings;
import com.nimbusds.jose.jwk.JWK;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Status;
import java.util.List;
import java.util.Map;

/** What libraries have to know to speak with this installation (OpenID Connect Discovery 1.0). */
@Controller("/.well-known")
class DiscoveryController {
    private static final String CACHED = "public, max-age=300";

    private final SigningKeyRing keys;
    private final Settings settings;

    DiscoveryController(SigningKeyRing keys, Settings settings) {
        this.keys = keys;
        this.settings = settings;
    }

    /** The addresses and abilities of the installation; the names are the standard's. */
    record Configuration(String issuer, String authorizationEndpoint, String tokenEndpoint, String jwksUri, String userinfoEndpoint,
            String registrationEndpoint, String revocationEndpoint, String introspectionEndpoint, List<String> scopesSupported,
            List<String> responseTypesSupported, List<String> responseModesSupported, List<String> grantTypesSupported,
            List<String> tokenEndpointAuthMethodsSupported, List<String> revocationEndpointAuthMethodsSupported,
            List<String> introspectionEndpointAuthMethodsSupported, List<String> codeChallengeMethodsSupported, List<String> subjectTypesSupported,
            List<String> idTokenSigningAlgValuesSupported, List<String> claimsSupported) {}

    @Get("/openid-configuration")
    @Access(subjects = Subject.ANONYMOUS)
    @Status(HttpStatus.OK)
    HttpResponse<Configuration> configuration() {
        String api = settings.publicUrl() + "/v1/oauth2";
        List<String> secrets = List.of("client_secret_basic", "client_secret_post");
        return HttpResponse.ok(new Configuration(settings.publicUrl().toString(), settings.frontendUrl() + "/oauth2/authorize", api + "/token",
                settings.publicUrl() + "/.well-known/jwks.json", api + "/userinfo", api + "/register", api + "/revoke", api + "/introspect",
                List.of(RegistrationInput.GRANTABLE.toString().split(" ")), List.of("code"), List.of("query"),
                List.of("authorization_code", "refresh_token"), List.of("client_secret_basic", "client_secret_post", "none"), secrets, secrets,
                List.of("plain", "S256"), List.of("public"), List.of("RS256"), List.of("sub", "name", "email", "email_verified", "nonce")))
                .header("Cache-Control", CACHED);
    }

    /** A set of keys as JSON Web Key says it: what a key has depends on its kind. */
    record KeySet(List<Map<String, Object>> keys) {}

    /** The public keys of identity tokens. */
    @Get("/jwks.json")
    @Access(subjects = Subject.ANONYMOUS)
    @Status(HttpStatus.OK)
    HttpResponse<KeySet> keys() {
        return HttpResponse.ok(new KeySet(keys.published().getKeys().stream().map(JWK::toJSONObject).toList())).header("Cache-Control", CACHED);
    }
}
