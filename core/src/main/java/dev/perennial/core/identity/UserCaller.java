package dev.perennial.core.identity;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A person, by a personal or delegated token.
 *
 * @param roles the reachable organizations, each with the person's role in it
 * @param reach whether the credential was narrowed to chosen organizations
 */
public record UserCaller(UUID userId, Map<UUID, Role> roles, Reach reach, Set<String> scopes) implements MerchantCaller {
    /** How the reachable organizations came about. */
    public enum Reach {
        /** All memberships, present and future. */
        EVERY_MEMBERSHIP,
        /** Only those the credential names, as far as they are memberships still. */
        CHOSEN
    }

    public UserCaller {
        roles = Map.copyOf(roles);
        scopes = Set.copyOf(scopes);
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
        var kept = roles.entrySet().stream().filter(entry -> entry.getKey().equals(organization))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
        return new UserCaller(userId, kept, Reach.CHOSEN, scopes);
    }

    /** The organization a request means when it names none: the single one the credential was narrowed to. */
    public Optional<UUID> impliedOrganization() {
        return reach == Reach.CHOSEN && roles.size() == 1 ? roles.keySet().stream().findFirst() : Optional.empty();
    }
}
