package dev.perennial.core.identity;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A person, by a personal or delegated token or by the session of their browser.
 *
 * @param roles the reachable organizations, each with the person's role in it
 * @param reach whether the credential was narrowed to chosen organizations
 * @param credential what the person showed
 * @param client the application that calls in the person's name, or null when they call themselves
 */
public record UserCaller(UUID userId, Map<UUID, Role> roles, Reach reach, Set<String> scopes, Credential credential, @Nullable UUID client)
        implements
            MerchantCaller {
    /** How the reachable organizations came about. */
    public enum Reach {
        /** All memberships, present and future. */
        EVERY_MEMBERSHIP,
        /** Only those the credential names, as far as they are memberships still. */
        CHOSEN
    }

    /** What a person may show. Some things are done in person only, some of these only soon after signing in. */
    public enum Credential {
        PERSONAL_TOKEN, OAUTH_TOKEN,
        /** The browser of somebody who signed in some time ago. */
        SESSION,
        /** The browser of somebody who has just signed in. */
        FRESH_SESSION;

        /** Whether the person sits in front of a browser of ours. */
        public boolean isSession() { return this == SESSION || this == FRESH_SESSION; }
    }

    public UserCaller {
        roles = Map.copyOf(roles);
        scopes = Set.copyOf(scopes);
    }

    public UserCaller(UUID userId, Map<UUID, Role> roles, Reach reach, Set<String> scopes) {
        this(userId, roles, reach, scopes, Credential.PERSONAL_TOKEN, null);
    }

    /** The same person, reached by an application. */
    public UserCaller by(UUID application) {
        return new UserCaller(userId, roles, reach, scopes, credential, application);
    }

    @Override
    public Set<UUID> organizations() {
        return roles.keySet();
    }

    @Override
    public boolean may(Permission permission, UUID organization) {
        Role role = roles.get(organization);
        return role != null && role.may(permission);
    }

    @Override
    public UserCaller narrowedTo(UUID organization) {
        return narrowedTo(Set.of(organization));
    }

    /** The same caller with its reach cut to some organizations. */
    public UserCaller narrowedTo(Set<UUID> chosen) {
        var kept = roles.entrySet().stream().filter(entry -> chosen.contains(entry.getKey()))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
        return new UserCaller(userId, kept, Reach.CHOSEN, scopes, credential, client);
    }

    /** The organization a request means when it names none: the single one the credential was narrowed to. */
    public Optional<UUID> impliedOrganization() {
        return reach == Reach.CHOSEN && roles.size() == 1 ? roles.keySet().stream().findFirst() : Optional.empty();
    }
}
