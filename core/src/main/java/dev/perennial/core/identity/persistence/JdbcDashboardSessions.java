package dev.perennial.core.identity.persistence;

import dev.perennial.core.identity.DashboardSessions;
import dev.perennial.core.identity.Token;
import dev.perennial.core.identity.TokenKind;
import dev.perennial.core.identity.TokenVault;
import dev.perennial.core.persistence.Sql;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

@Singleton
final class JdbcDashboardSessions implements DashboardSessions {
    private final Sql sql;
    private final TokenVault tokens;
    private final Clock clock;

    JdbcDashboardSessions(Sql sql, TokenVault tokens, Clock clock) {
        this.sql = sql;
        this.tokens = tokens;
        this.clock = clock;
    }

    @Override
    public Opened open(UUID userId) {
        Instant now = clock.instant();
        Token token = tokens.generate(TokenKind.DASHBOARD_SESSION);
        Opened opened = new Opened(token, now.plus(LIFETIME));
        sql.insert("dashboard_session", "id, created_at, user_id, token_hash, expires_at", UUID.randomUUID(), now, userId,
                tokens.hash(token.value()), opened.expiresAt());
        return opened;
    }

    @Override
    public void end(String token) {
        sql.update("delete from dashboard_session where token_hash = ?", tokens.hash(token));
    }
}
