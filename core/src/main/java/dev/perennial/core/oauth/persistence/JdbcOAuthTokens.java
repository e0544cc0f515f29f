package dev.perennial.core.oauth.persistence;

import dev.perennial.core.identity.DelegatedAccess;
import dev.perennial.core.identity.ScopeSet;
import dev.perennial.core.identity.TokenKind;
import dev.perennial.core.identity.TokenVault;
import dev.perennial.core.oauth.OAuthToken;
import dev.perennial.core.oauth.OAuthTokens;
import dev.perennial.core.persistence.Row;
import dev.perennial.core.persistence.Sql;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Singleton
final class JdbcOAuthTokens implements OAuthTokens, DelegatedAccess {
    private static final String COLUMNS = "id, created_at, client_id, user_id, organization_id, code_id, scopes, organizations, expires_at";

    private final Sql sql;
    private final TokenVault tokens;
    private final Clock clock;

    JdbcOAuthTokens(Sql sql, TokenVault tokens, Clock clock) {
        this.sql = sql;
        this.tokens = tokens;
        this.clock = clock;
    }

    @Override
    public Issued issue(OAuthToken it, boolean refreshable) {
        boolean user = it.userId() != null;
        String access = tokens.generate(user ? TokenKind.OAUTH_USER_ACCESS : TokenKind.OAUTH_ORGANIZATION_ACCESS).value();
        @Nullable
        String refresh = refreshable ? tokens.generate(user ? TokenKind.OAUTH_USER_REFRESH : TokenKind.OAUTH_ORGANIZATION_REFRESH).value() : null;
        sql.updateOne("insert into oauth2_token (" + COLUMNS + ", access_hash, refresh_hash) values (?, ?, ?, ?, ?, ?, ?, ?::uuid[], ?, ?, ?)",
                it.id(), it.createdAt(), it.clientId(), it.userId(), it.organizationId(), it.codeId(), it.scopes().toString(), it.organizations(),
                it.expiresAt(), tokens.hash(access), refresh == null ? null : tokens.hash(refresh));
        return new Issued(it, access, refresh);
    }

    @Override
    public Optional<OAuthToken> find(Part part, String token) {
        String column = switch (part) {
            case ACCESS -> "access_hash";
            case REFRESH -> "refresh_hash";
        };
        return sql.find("select " + COLUMNS + " from oauth2_token where " + column + " = ? and revoked_at is null", JdbcOAuthTokens::read,
                tokens.hash(token));
    }

    @Override
    public Optional<OAuthToken> takeByRefresh(UUID clientId, String refreshToken) {
        return sql.find("update oauth2_token set revoked_at = ? where client_id = ? and refresh_hash = ? and revoked_at is null returning " + COLUMNS,
                JdbcOAuthTokens::read, clock.instant(), clientId, tokens.hash(refreshToken));
    }

    @Override
    public void revoke(UUID id) {
        sql.update("update oauth2_token set revoked_at = ? where id = ? and revoked_at is null", clock.instant(), id);
    }

    @Override
    public void revokeOfCode(UUID codeId) {
        sql.update("update oauth2_token set revoked_at = ? where code_id = ? and revoked_at is null", clock.instant(), codeId);
    }

    @Override
    public Optional<Delegation> find(String accessToken) {
        return sql.find(
                """
                        select t.id, t.client_id, t.user_id, t.organization_id, t.organizations, t.scopes from oauth2_token t join oauth2_client c on c.id = t.client_id
                        where t.access_hash = ? and t.revoked_at is null and t.expires_at > ? and c.deleted_at is null""",
                row -> new Delegation(row.uuid("id"), row.uuid("client_id"), row.uuidOrNull("user_id"), row.uuidOrNull("organization_id"),
                        Set.copyOf(row.uuids("organizations")), ScopeSet.parse(row.text("scopes"))),
                tokens.hash(accessToken), clock.instant());
    }

    private static OAuthToken read(Row row) {
        return new OAuthToken(row.uuid("id"), row.instant("created_at"), row.uuid("client_id"), row.uuidOrNull("user_id"),
                row.uuidOrNull("organization_id"), row.uuidOrNull("code_id"), ScopeSet.parse(row.text("scopes")),
                Set.copyOf(row.uuids("organizations")), row.instant("expires_at"));
    }
}
