package dev.perennial.core.identity.persistence;

import dev.perennial.core.identity.AccessToken;
import dev.perennial.core.identity.AccessTokens;
import dev.perennial.core.identity.Scope;
import dev.perennial.core.identity.ScopeSet;
import dev.perennial.core.identity.Token;
import dev.perennial.core.identity.TokenKind;
import dev.perennial.core.identity.TokenVault;
import dev.perennial.core.listing.Listing;
import dev.perennial.core.listing.PageRequest;
import dev.perennial.core.listing.Sort;
import dev.perennial.core.persistence.ListQuery;
import dev.perennial.core.persistence.Row;
import dev.perennial.core.persistence.Sql;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Singleton
final class JdbcAccessTokens implements AccessTokens {
    private static final String COLUMNS = "id, created_at, modified_at, organization_id, user_id, scopes, comment, expires_at, last_used_at";
    private static final String SELECT = "select " + COLUMNS + " from access_token where ";

    private final Sql sql;
    private final TokenVault tokens;
    private final Clock clock;

    JdbcAccessTokens(Sql sql, TokenVault tokens, Clock clock) {
        this.sql = sql;
        this.tokens = tokens;
        this.clock = clock;
    }

    @Override
    public Issued createForOrganization(UUID organizationId, ScopeSet scopes, String comment, @Nullable Instant expiresAt) {
        if (!scopes.scopes().stream().allMatch(Scope::isGrantable)) {
            throw new IllegalArgumentException("an organization's token cannot carry every one of " + scopes);
        }
        return create(TokenKind.ORGANIZATION_ACCESS, organizationId, null, scopes, comment, expiresAt);
    }

    @Override
    public Issued createForUser(UUID userId, ScopeSet scopes, String comment, @Nullable Instant expiresAt) {
        return create(TokenKind.PERSONAL_ACCESS, null, userId, scopes, comment, expiresAt);
    }

    @Override
    public Optional<AccessToken> find(UUID id) {
        return sql.find(SELECT + "id = ? and revoked_at is null", JdbcAccessTokens::read, id);
    }

    @Override
    public Listing<AccessToken> ofOrganizations(Set<UUID> organizations, List<Sort<Key>> sorting, PageRequest page) {
        return page(ListQuery.within(organizations).and("revoked_at is null"), sorting, page);
    }

    @Override
    public Listing<AccessToken> ofUser(UUID userId, List<Sort<Key>> sorting, PageRequest page) {
        return page(ListQuery.where("user_id = ? and revoked_at is null", userId), sorting, page);
    }

    private Listing<AccessToken> page(ListQuery query, List<Sort<Key>> sorting, PageRequest page) {
        return query.page(sql, SELECT, "access_token", sorting, key -> key.name().toLowerCase(Locale.ROOT), page, JdbcAccessTokens::read);
    }

    @Override
    public void change(UUID id, ScopeSet scopes, String comment) {
        sql.updateOne("update access_token set scopes = ?, comment = ?, modified_at = ? where id = ? and revoked_at is null", scopes.toString(),
                comment, clock.instant(), id);
    }

    @Override
    public void revoke(UUID id) {
        sql.update("update access_token set revoked_at = ? where id = ? and revoked_at is null", clock.instant(), id);
    }

    private Issued create(TokenKind kind, @Nullable UUID organizationId, @Nullable UUID userId, ScopeSet scopes, String comment,
            @Nullable Instant expiresAt) {
        UUID id = UUID.randomUUID();
        Token token = tokens.generate(kind);
        sql.insert("access_token", "id, created_at, organization_id, user_id, token_hash, scopes, comment, expires_at", id, clock.instant(),
                organizationId, userId, tokens.hash(token.value()), scopes.toString(), comment, expiresAt);
        return new Issued(id, token);
    }

    private static AccessToken read(Row row) {
        return new AccessToken(row.uuid("id"), row.instant("created_at"), row.instantOrNull("modified_at"), row.uuidOrNull("organization_id"),
                row.uuidOrNull("user_id"), ScopeSet.parse(row.text("scopes")), row.text("comment"), row.instantOrNull("expires_at"),
                row.instantOrNull("last_used_at"));
    }
}
