package dev.perennial.api.oauth;

import dev.perennial.core.identity.Scope;
import dev.perennial.core.identity.Staff;
import dev.perennial.core.identity.User;
import dev.perennial.core.oauth.OAuthClient;
import dev.perennial.core.wire.Avatars;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a person has to be asked before an application gets access.
 *
 * @param organizations those the person may choose among
 * @param requiresSingleOrganization whether exactly one has to be chosen; otherwise none chosen means all
 */
record AuthorizationView(ClientPublic client, SubType subType, @Nullable Person sub, List<Scope> scopes, List<Choice> organizations,
        boolean requiresSingleOrganization, Map<String, String> scopeDisplayNames) {
    /** The application as everybody may see it. */
    record ClientPublic(Instant createdAt, @Nullable Instant modifiedAt, String clientId, @Nullable String clientName, @Nullable String clientUri,
            @Nullable String logoUri, @Nullable String tosUri, @Nullable String policyUri) {
        static ClientPublic of(OAuthClient client) {
            var said = client.registration();
            return new ClientPublic(client.createdAt(), client.modifiedAt(), client.clientId(), said.name(), said.clientUri(), said.logoUri(),
                    said.tosUri(), said.policyUri());
        }
    }

    /** Who is asked. */
    record Person(UUID id, String email, @Nullable String avatarUrl) {}

    /** An organization of the person's. */
    record Choice(UUID id, String slug, String name, @Nullable String avatarUrl) {}

    static AuthorizationView of(AuthorizationRequest request, User user, List<Staff.Membership> memberships) {
        return new AuthorizationView(ClientPublic.of(request.client()), SubType.USER,
                new Person(user.id(), user.email(), Avatars.urlOf(user.email())), List.copyOf(request.scopes().scopes()),
                memberships.stream().map(one -> new Choice(one.organizationId(), one.slug(), one.name(), null)).toList(), request.single(),
                ScopeNames.ALL);
    }
}
