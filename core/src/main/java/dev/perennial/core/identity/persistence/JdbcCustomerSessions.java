package dev.perennial.core.identity.persistence;

import dev.perennial.core.identity.CustomerCaller;
import dev.perennial.core.identity.CustomerSession;
import dev.perennial.core.identity.CustomerSessions;
import dev.perennial.core.identity.MemberCaller;
import dev.perennial.core.identity.PortalCaller;
import dev.perennial.core.identity.Token;
import dev.perennial.core.identity.TokenKind;
import dev.perennial.core.identity.TokenVault;
import dev.perennial.core.organization.OrganizationStatus;
import dev.perennial.core.persistence.Row;
import dev.perennial.core.persistence.Sql;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Singleton
final class JdbcCustomerSessions implements CustomerSessions {
    private final Sql sql;
    private final TokenVault tokens;
    private final Clock clock;

    JdbcCustomerSessions(Sql sql, TokenVault tokens, Clock clock) {
        this.sql = sql;
        this.tokens = tokens;
        this.clock = clock;
    }

    @Override
    public Opened open(UUID customerId, UUID organizationId, @Nullable String returnUrl) {
        Instant now = clock.instant();
        Token token = tokens.generate(TokenKind.CUSTOMER_SESSION);
        CustomerSession session = new CustomerSession(UUID.randomUUID(), now, customerId, organizationId, returnUrl,
                now.plus(CustomerSession.LIFETIME));
        sql.insert("customer_session", "id, created_at, customer_id, organization_id, token_hash, return_url, expires_at", session.id(), now,
                customerId, organizationId, tokens.hash(token.value()), returnUrl, session.expiresAt());
        return new Opened(session, token);
    }

    @Override
    public Optional<CustomerSession> find(String token) {
        return sql.find("""
                select s.id, s.created_at, s.customer_id, s.organization_id, s.return_url, s.expires_at, o.status
                from customer_session s join customer c on c.id = s.customer_id join organization o on o.id = s.organization_id
                where s.token_hash = ? and s.expires_at > ? and c.deleted_at is null and o.deleted_at is null
                """, JdbcCustomerSessions::read, tokens.hash(token), clock.instant()).flatMap(found -> found);
    }

    @Override
    public CustomerSession of(PortalCaller caller) {
        String table = switch (caller) {
            case CustomerCaller _ -> "customer_session";
            case MemberCaller _ -> "member_session";
        };
        return sql.one("select id, created_at, customer_id, organization_id, return_url, expires_at from " + table + " where id = ?",
                JdbcCustomerSessions::session, caller.sessionId());
    }

    @Override
    public void endAllOf(UUID customerId) {
        sql.update("delete from customer_session where customer_id = ?", customerId);
    }

    /** Nothing when the seller may not use the API: its portal is closed, too. */
    private static Optional<CustomerSession> read(Row row) {
        return OrganizationStatus.of(row.text("status")).usesApi() ? Optional.of(session(row)) : Optional.empty();
    }

    static CustomerSession session(Row row) {
        return new CustomerSession(row.uuid("id"), row.instant("created_at"), row.uuid("customer_id"), row.uuid("organization_id"),
                row.textOrNull("return_url"), row.instant("expires_at"));
    }
}
