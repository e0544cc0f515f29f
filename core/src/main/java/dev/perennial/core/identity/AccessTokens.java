package dev.perennial.core.identity;

import dev.perennial.core.listing.Listing;
import dev.perennial.core.listing.PageRequest;
import dev.perennial.core.listing.Sort;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The tokens that organizations and users call the API with. */
public interface AccessTokens {
    /** What a list of tokens can be ordered by. */
    enum Key { CREATED_AT, COMMENT, LAST_USED_AT }

    /**
     * Issues a token of an organization.
     *
     * @param expiresAt real time, or null for a token that lasts until it is revoked
     * @throws IllegalArgumentException if a scope is for people only
     */
    Issued createForOrganization(UUID organizationId, ScopeSet scopes, String comment, @Nullable Instant expiresAt);

    /** Issues a personal token: a person may give it any scope. */
    Issued createForUser(UUID userId, ScopeSet scopes, String comment, @Nullable Instant expiresAt);

    /** A token that was not revoked. */
    Optional<AccessToken> find(UUID id);

    /** The tokens of these organizations, expired ones included. */
    Listing<AccessToken> ofOrganizations(Set<UUID> organizations, List<Sort<Key>> sorting, PageRequest page);

    /** The personal tokens of a user, expired ones included. */
    Listing<AccessToken> ofUser(UUID userId, List<Sort<Key>> sorting, PageRequest page);

    /** Changes what a token is for and what it may do; its value stays. */
    void change(UUID id, ScopeSet scopes, String comment);

    /** Ends a token at once; one that has ended stays as it is. */
    void revoke(UUID id);

    /** A new token: the only time it is seen in clear. */
    record Issued(UUID id, Token token) {}
}
