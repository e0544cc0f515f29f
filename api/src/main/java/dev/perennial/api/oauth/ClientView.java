package dev.perennial.api.oauth;

import dev.perennial.core.oauth.OAuthClient;
import dev.perennial.core.oauth.OAuthClient.AuthMethod;
import dev.perennial.core.oauth.OAuthClient.GrantType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A registered application as it sees itself.
 *
 * @param clientSecret shown in the answer that makes it, else null
 * @param clientIdIssuedAt seconds since 1970
 * @param clientSecretExpiresAt 0: it does not
 * @param registrationAccessToken what the next change is made with; null where somebody else asks
 */
record ClientView(Instant createdAt, @Nullable Instant modifiedAt, String clientId, @Nullable String clientSecret, long clientIdIssuedAt,
        long clientSecretExpiresAt, List<String> redirectUris, AuthMethod tokenEndpointAuthMethod, List<GrantType> grantTypes,
        List<String> responseTypes, String scope, String clientName, @Nullable String clientUri, @Nullable String logoUri, @Nullable String tosUri,
        @Nullable String policyUri, @Nullable String registrationAccessToken, String registrationClientUri) {
    private static final List<String> RESPONSE_TYPES = List.of("code");

    static ClientView of(OAuthClient client, @Nullable String secret, @Nullable String registrationToken, String registrationUri) {
        var said = client.registration();
        return new ClientView(client.createdAt(), client.modifiedAt(), client.clientId(), secret, client.createdAt().getEpochSecond(), 0,
                said.redirectUris(), said.authMethod(), said.grantTypes().stream().sorted().toList(), RESPONSE_TYPES, said.scopes().toString(),
                said.name(), said.clientUri(), said.logoUri(), said.tosUri(), said.policyUri(), registrationToken, registrationUri);
    }
}
