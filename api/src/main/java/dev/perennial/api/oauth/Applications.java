package dev.perennial.api.oauth;

import dev.perennial.api.platform.error.OAuthError;
import dev.perennial.core.identity.TokenVault;
import dev.perennial.core.oauth.OAuthClient;
import dev.perennial.core.oauth.OAuthClient.AuthMethod;
import dev.perennial.core.oauth.OAuthClients;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Finds out which application sent a request. */
@Singleton
class Applications {
    private final OAuthClients clients;
    private final TokenVault tokens;

    Applications(OAuthClients clients, TokenVault tokens) {
        this.clients = clients;
        this.tokens = tokens;
    }

    /**
     * The application, proven in the way it registered for; one without a secret just says who it is.
     *
     * @throws OAuthError if it is not proven
     */
    OAuthClient authenticate(Optional<ClientCredentials> shown) {
        return shown.flatMap(credentials -> clients.find(credentials.clientId()).filter(client -> isProven(client, credentials)))
                .orElseThrow(() -> OAuthError.invalidClient("The application is unknown, or did not prove itself in the way it registered for."));
    }

    /**
     * The application, proven by its secret.
     *
     * @throws OAuthError if it is not proven, or has no secret
     */
    OAuthClient authenticateBySecret(Optional<ClientCredentials> shown) {
        OAuthClient client = authenticate(shown);
        if (client.isPublic()) {
            throw OAuthError.invalidClient("This is for applications that have a secret.");
        }
        return client;
    }

    private boolean isProven(OAuthClient client, ClientCredentials shown) {
        AuthMethod method = client.registration().authMethod();
        if (method == AuthMethod.NONE) {
            return shown.secret() == null;
        }
        return shown.isBasic() == (method == AuthMethod.CLIENT_SECRET_BASIC) && shown.secret() != null && client.secretHash() != null
                && tokens.matches(client.secretHash(), shown.secret());
    }
}
