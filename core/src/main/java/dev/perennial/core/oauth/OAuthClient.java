package dev.perennial.core.oauth;

import dev.perennial.core.identity.ScopeSet;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A registered application.
 *
 * @param clientId its public name
 * @param secretHash keyed hash of its secret; null for a public application, which has none
 * @param userId who registered it, if that was somebody who was signed in
 * @param firstParty whether it is the operator's own, so that nobody is asked for consent
 */
public record OAuthClient(UUID id, Instant createdAt, @Nullable Instant modifiedAt, String clientId, @Nullable String secretHash,
        String registrationTokenHash, @Nullable UUID userId, Registration registration, boolean firstParty) {
    /** How an application proves to be itself at the token endpoint. */
    public enum AuthMethod {
        CLIENT_SECRET_BASIC, CLIENT_SECRET_POST,
        /** Not at all: it runs where nothing can be kept secret. */
        NONE
    }

    /** How an application may get tokens, as far as it can choose. */
    public enum GrantType { AUTHORIZATION_CODE, REFRESH_TOKEN }

    /** What an application says about itself. */
    public record Registration(String name, List<String> redirectUris, AuthMethod authMethod, Set<GrantType> grantTypes, ScopeSet scopes,
            @Nullable String clientUri, @Nullable String logoUri, @Nullable String tosUri, @Nullable String policyUri) {
        public Registration {
            redirectUris = List.copyOf(redirectUris);
            grantTypes = Set.copyOf(grantTypes);
        }
    }

    public boolean isPublic() { return registration.authMethod() == AuthMethod.NONE; }
}
