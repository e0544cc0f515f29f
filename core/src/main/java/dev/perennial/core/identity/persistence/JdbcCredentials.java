package dev.perennial.core.identity.persistence;

import static dev.perennial.core.identity.Scope.CUSTOMER_PORTAL_READ;
import static dev.perennial.core.identity.Scope.CUSTOMER_PORTAL_WRITE;
import static java.util.stream.Collectors.toUnmodifiableMap;
import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.perennial.core.identity.Caller;
import dev.perennial.core.identity.Credentials;
import dev.perennial.core.identity.CustomerCaller;
import dev.perennial.core.identity.CustomerSessions;
import dev.perennial.core.identity.MemberCaller;
import dev.perennial.core.identity.MemberSessions;
import dev.perennial.core.identity.OrganizationCaller;
import dev.perennial.core.identity.Role;
import dev.perennial.core.identity.Scope;
import dev.perennial.core.identity.ScopeSet;
import dev.perennial.core.identity.TokenKind;
import dev.perennial.core.identity.UserCaller;
import dev.perennial.core.identity.UserCaller.Reach;
import dev.perennial.core.organization.OrganizationStatus;
import dev.perennial.core.persistence.Row;
import dev.perennial.core.persistence.Sql;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Looks a presented token up by its hash, in the table its prefix names. */
@Singleton
final class JdbcCredentials implements Credentials {
    private static final Set<String> PORTAL_SCOPES = names(ScopeSet.of(CUSTOMER_PORTAL_READ, CUSTOMER_PORTAL_WRITE));

    /** Of a token's use only the minute is kept: a write per request would cost more than it tells. */
    private static final Duration USE_PRECISION = Duration.ofMinutes(1);

    private final Sql sql;
    private final TokenStore tokens;
    private final CustomerSessions sessions;
    private final MemberSessions members;
    private final Clock clock;

    JdbcCredentials(Sql sql, TokenStore tokens, CustomerSessions sessions, MemberSessions members, Clock clock) {
        this.sql = sql;
        this.tokens = tokens;
        this.sessions = sessions;
        this.members = members;
        this.clock = clock;
    }

    @Override
    public Optional<Caller> resolve(String token) {
        return switch (TokenKind.find(token).orElse(null)) {
            case ORGANIZATION_ACCESS, PERSONAL_ACCESS -> resolveAccessToken(token);
            case CUSTOMER_SESSION -> sessions.find(token)
                    .map(session -> new CustomerCaller(session.id(), session.customerId(), session.organizationId(), PORTAL_SCOPES));
            case MEMBER_SESSION -> members.find(token).map(found -> new MemberCaller(found.session().id(), found.memberId(),
                    found.session().customerId(), found.session().organizationId(), found.role(), PORTAL_SCOPES));
            case null, default -> Optional.empty(); // No other kind is issued by this installation.
        };
    }

    private Optional<Caller> resolveAccessToken(String token) {
        Instant now = clock.instant();
        return sql.find("""
                select t.id, t.organization_id, t.user_id, t.scopes, t.last_used_at, o.status,
                    (select jsonb_agg(jsonb_build_object('organization_id', m.organization_id, 'role', m.role, 'status', mo.status))
                     from organization_member m join organization mo on mo.id = m.organization_id where m.user_id = t.user_id) as memberships
                from access_token t left join organization o on o.id = t.organization_id
                where t.token_hash = ? and t.revoked_at is null and (t.expires_at is null or t.expires_at > ?)
                """, AccessToken::read, tokens.hash(token), now).flatMap(found -> found.caller().map(caller -> {
            noteUse(found, now);
            return caller;
        }));
    }

    private void noteUse(AccessToken token, Instant now) {
        Instant before = now.minus(USE_PRECISION);
        if (token.lastUsedAt() == null || token.lastUsedAt().isBefore(before)) {
            // Of many requests that see the old time at once, one writes.
            sql.update("update access_token set last_used_at = ? where id = ? and (last_used_at is null or last_used_at < ?)", now, token.id(),
                    before);
        }
    }

    private static Set<String> names(ScopeSet scopes) {
        return scopes.scopes().stream().map(Scope::wire).collect(toUnmodifiableSet());
    }

    /**
     * What is stored of a token.
     *
     * @param status of the organization it belongs to, null for a user's token
     */
    private record AccessToken(UUID id, @Nullable UUID organizationId, @Nullable UUID userId, Set<String> scopes, @Nullable Instant lastUsedAt,
            @Nullable OrganizationStatus status, List<Membership> memberships) {

        static AccessToken read(Row row) {
            String status = row.textOrNull("status");
            return new AccessToken(row.uuid("id"), row.uuidOrNull("organization_id"), row.uuidOrNull("user_id"),
                    names(ScopeSet.parse(row.text("scopes"))), row.instantOrNull("last_used_at"),
                    status == null ? null : OrganizationStatus.of(status), row.list("memberships", Membership.class));
        }

        /** Nobody when the organization is shut out; a user just doesn't see such an organization. */
        Optional<Caller> caller() {
            if (organizationId != null && status != null) {
                return status.usesApi() ? Optional.of(new OrganizationCaller(organizationId, id, scopes)) : Optional.empty();
            }
            if (userId == null) {
                throw new IllegalStateException("access token " + id + " belongs to nobody");
            }
            var roles = memberships.stream().filter(Membership::isVisible).collect(toUnmodifiableMap(Membership::organizationId, Membership::asRole));
            return Optional.of(new UserCaller(userId, roles, Reach.EVERY_MEMBERSHIP, scopes));
        }
    }

    /** A membership as it is gathered into its user's token. */
    record Membership(UUID organizationId, String role, String status) {
        Role asRole() { return Role.valueOf(role.toUpperCase(Locale.ROOT)); }

        boolean isVisible() { return OrganizationStatus.of(status).usesApi(); }
    }
}
