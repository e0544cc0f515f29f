package dev.perennial.core.identity.persistence;

import dev.perennial.core.identity.AccessTokens;
import dev.perennial.core.identity.Scope;
import dev.perennial.core.identity.ScopeSet;
import dev.perennial.core.identity.Token;
import dev.perennial.core.identity.TokenKind;
import dev.perennial.core.persistence.Sql;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Singleton
final class JdbcAccessTokens implements AccessTokens {
    private final Sql sql;
    private final TokenStore tokens;
    private final Clock clock;

    JdbcAccessTokens(Sql sql, TokenStore tokens, Clock clock) {
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
}
