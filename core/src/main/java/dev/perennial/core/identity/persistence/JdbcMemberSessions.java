package dev.perennial.core.identity.persistence;

import dev.perennial.core.identity.CustomerSession;
import dev.perennial.core.identity.CustomerSessions.Opened;
import dev.perennial.core.identity.MemberCaller;
import dev.perennial.core.identity.MemberSessions;
import dev.perennial.core.identity.Token;
import dev.perennial.core.identity.TokenKind;
import dev.perennial.core.identity.TokenVault;
import dev.perennial.core.member.Member;
import dev.perennial.core.member.MemberRole;
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
final class JdbcMemberSessions implements MemberSessions {
    private final Sql sql;
    private final TokenVault tokens;
    private final Clock clock;

    JdbcMemberSessions(Sql sql, TokenVault tokens, Clock clock) {
        this.sql = sql;
        this.tokens = tokens;
        this.clock = clock;
    }

    @Override
    public Opened open(Member member, @Nullable String returnUrl) {
        Instant now = clock.instant();
        Token token = tokens.generate(TokenKind.MEMBER_SESSION);
        CustomerSession session = new CustomerSession(UUID.randomUUID(), now, member.customerId(), member.organizationId(), returnUrl,
                now.plus(CustomerSession.LIFETIME));
        sql.insert("member_session", "id, created_at, member_id, customer_id, organization_id, token_hash, return_url, expires_at", session.id(),
                now, member.id(), member.customerId(), member.organizationId(), tokens.hash(token.value()), returnUrl, session.expiresAt());
        return new Opened(session, token);
    }

    @Override
    public Optional<MemberCaller> resolve(String token) {
        return sql.find("""
                select s.id, s.customer_id, s.organization_id, m.id as member_id, m.role, o.status
                from member_session s join member m on m.id = s.member_id join customer c on c.id = s.customer_id
                    join organization o on o.id = s.organization_id
                where s.token_hash = ? and s.expires_at > ? and m.deleted_at is null and c.deleted_at is null
                """, JdbcMemberSessions::read, tokens.hash(token), clock.instant()).flatMap(found -> found);
    }

    @Override
    public void endAllOf(UUID customerId) {
        sql.update("delete from member_session where customer_id = ?", customerId);
    }

    /** Nothing when the seller may not use the API: its portal is closed, too. */
    private static Optional<MemberCaller> read(Row row) {
        return OrganizationStatus.of(row.text("status")).usesApi()
                ? Optional.of(new MemberCaller(row.uuid("id"), row.uuid("member_id"), row.uuid("customer_id"), row.uuid("organization_id"),
                        MemberRole.of(row.text("role")), JdbcCredentials.PORTAL_SCOPES))
                : Optional.empty();
    }
}
