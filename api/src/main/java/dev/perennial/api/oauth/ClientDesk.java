package dev.perennial.api.oauth;

import dev.perennial.api.platform.error.OAuthError;
import dev.perennial.api.platform.idempotency.RequestIds;
import dev.perennial.core.identity.Anonymous;
import dev.perennial.core.identity.Caller;
import dev.perennial.core.identity.NotPermitted;
import dev.perennial.core.identity.TokenKind;
import dev.perennial.core.identity.TokenVault;
import dev.perennial.core.identity.UserCaller;
import dev.perennial.core.oauth.OAuthClient;
import dev.perennial.core.oauth.OAuthClients;
import dev.perennial.core.settings.Settings;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Registers applications and lets them, or whoever registered them, change what they said. */
@Singleton
class ClientDesk {
    private final OAuthClients clients;
    private final TokenVault tokens;
    private final Settings settings;
    private final Clock clock;

    ClientDesk(OAuthClients clients, TokenVault tokens, Settings settings, Clock clock) {
        this.clients = clients;
        this.tokens = tokens;
        this.settings = settings;
        this.clock = clock;
    }

    ClientView register(Caller caller, RegistrationInput input) {
        UUID owner = caller instanceof UserCaller user ? ownerOf(user) : null;
        var registration = input.over(null);
        String registrationToken = generate(TokenKind.CLIENT_REGISTRATION);
        @Nullable
        String secret = registration.authMethod() == OAuthClient.AuthMethod.NONE ? null : generate(TokenKind.CLIENT_SECRET);
        OAuthClient client = new OAuthClient(RequestIds.next(), clock.instant(), null, generate(TokenKind.CLIENT_ID), hash(secret),
                tokens.hash(registrationToken), owner, registration, false);
        clients.insert(client);
        return view(client, secret, registrationToken);
    }

    ClientView update(OAuthClient client, RegistrationInput input, @Nullable String registrationToken) {
        var registration = input.over(client.registration());
        boolean confidential = registration.authMethod() != OAuthClient.AuthMethod.NONE;
        @Nullable
        String secret = confidential && client.isPublic() ? generate(TokenKind.CLIENT_SECRET) : null;
        @Nullable
        String secretHash = secret != null ? hash(secret) : confidential ? client.secretHash() : null;
        OAuthClient changed = new OAuthClient(client.id(), client.createdAt(), clock.instant(), client.clientId(), secretHash,
                client.registrationTokenHash(), client.userId(), registration, client.firstParty());
        clients.update(changed);
        return view(changed, secret, registrationToken);
    }

    void delete(OAuthClient client) {
        clients.delete(client.id());
    }

    ClientView view(OAuthClient client, @Nullable String secret, @Nullable String registrationToken) {
        return ClientView.of(client, secret, registrationToken, settings.publicUrl() + "/v1/oauth2/register/" + client.clientId());
    }

    /**
     * The application whose registration is to be seen or changed, by its own token or in person by whoever registered it.
     *
     * @throws OAuthError if nobody asks, or somebody who may not
     */
    OAuthClient accessible(String clientId, Caller caller, @Nullable String registrationToken) {
        OAuthClient client = clients.find(clientId).orElse(null);
        if (caller instanceof UserCaller user) {
            if (client != null && ownerOf(user).equals(client.userId())) {
                return client;
            }
        } else if (registrationToken == null && caller instanceof Anonymous) {
            throw OAuthError.badRequest("access_denied", "The registration's token is needed here.");
        } else if (client != null && registrationToken != null && tokens.matches(client.registrationTokenHash(), registrationToken)) {
            return client;
        }
        throw OAuthError.invalidClient("There is no such application, or the token is not its own.");
    }

    /** Applications are looked after in person: whoever holds some token of a person must not make himself a lasting way in. */
    static UUID ownerOf(UserCaller user) {
        if (!user.credential().isSession()) {
            throw new NotPermitted("Applications are registered anonymously or by somebody who is signed in, not with a token.");
        }
        return user.userId();
    }

    private String generate(TokenKind kind) {
        return tokens.generate(kind).value();
    }

    private @Nullable String hash(@Nullable String secret) {
        return secret == null ? null : tokens.hash(secret);
    }
}
