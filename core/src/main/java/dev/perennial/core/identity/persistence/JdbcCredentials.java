package dev.perennial.core.identity.persistence;

import static dev.perennial.core.identity.Scope.CUSTOMER_PORTAL_READ;
import static dev.perennial.core.identity.Scope.CUSTOMER_PORTAL_WRITE;
import static java.util.stream.Collectors.toUnmodifiableMap;
import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.perennial.core.identity.Caller;
import dev.perennial.core.identity.Credentials;
import dev.perennial.core.identity.CustomerCaller;
import dev.perennial.core.identity.CustomerSessions;
import dev.perennial.core.identity.DashboardSessions;
import dev.perennial.core.identity.DelegatedAccess;
import dev.perennial.core.identity.DelegatedAccess.Delegation;
import dev.perennial.core.identity.MemberSessions;
import dev.perennial.core.identity.OrganizationCaller;
import dev.perennial.core.identity.Role;
import dev.perennial.core.identity.Scope;
import dev.perennial.core.identity.ScopeSet;
import dev.perennial.core.identity.TokenKind;
import dev.perennial.core.identity.TokenVault;
import dev.perennial.core.identity.UserCaller;
import dev.perennial.core.identity.UserCaller.Credential;
import dev.perennial.core.identity.UserCaller.Reach;
import dev.perennial.core.organization.OrganizationStatus;
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

/** Looks a presented token up by its hash, in the table its prefix names. */
@Singleton
final class JdbcCredentials implements Credentials {
    static final Set<String> PORTAL_SCOPES = names(ScopeSet.of(CUSTOMER_PORTAL_READ, CUSTOMER_PORTAL_WRITE));
    private static final Set<String> EVERY_SCOPE = names(ScopeSet.ALL);

    /** A token's owner, with the organizations a person belongs to; of the person and the organization one is there, unless it was deleted. */
    private static final String OWNER = """
            o.status, o.deleted_at is not null as deleted, u.blocked_at is not null as blocked,
                (select jsonb_agg(jsonb_build_object('organization_id', m.organization_id, 'role', m.role, 'status', mo.status))
                 from organization_member m join organization mo on mo.id = m.organization_id and mo.deleted_at is null where m.user_id = u.id) as memberships
            """;

    private final Sql sql;
    private final TokenVault tokens;
    private final CustomerSessions sessions;
    private final MemberSessions members;
    private final DelegatedAccess delegated;
    private final TokenUses uses;
    private final Clock clock;

    JdbcCredentials(Sql sql, TokenVault tokens, CustomerSessions sessions, MemberSessions members, DelegatedAccess delegated, TokenUses uses,
            Clock clock) {
        this.sql = sql;
        this.tokens = tokens;
        this.sessions = sessions;
        this.members = members;
        this.delegated = delegated;
        this.uses = uses;
        this.clock = clock;
    }

    @Override
    public Optional<Caller> resolve(String token) {
        return switch (TokenKind.find(token).orElse(null)) {
            case ORGANIZATION_ACCESS, PERSONAL_ACCESS -> resolveAccessToken(token);
            case OAUTH_USER_ACCESS, OAUTH_ORGANIZATION_ACCESS -> delegated.find(token).flatMap(this::resolveDelegation);
            case CUSTOMER_SESSION -> sessions.find(token)
                    .map(session -> new CustomerCaller(session.id(), session.customerId(), session.organizationId(), PORTAL_SCOPES));
            case MEMBER_SESSION -> members.resolve(token).map(Caller.class::cast);
            case null, default -> Optional.empty(); // The other kinds stand for nobody.
        };
    }

    @Override
    public Optional<UserCaller> resolveSession(String cookie) {
        Instant now = clock.instant();
        return sql.find("select s.user_id, s.created_at, null::uuid as organization_id, " + OWNER + """
                from dashboard_session s join user_account u on u.id = s.user_id left join organization o on false
                where s.token_hash = ? and s.expires_at > ?
                """, row -> Owner.read(row).user(EVERY_SCOPE, isFresh(row, now) ? Credential.FRESH_SESSION : Credential.SESSION),
                tokens.hash(cookie), now).flatMap(found -> found);
    }

    private static boolean isFresh(Row row, Instant now) {
        return row.instant("created_at").plus(DashboardSessions.FRESHNESS).isAfter(now);
    }

    private Optional<Caller> resolveAccessToken(String token) {
        return sql.find("select t.id, t.organization_id, t.user_id, t.scopes, " + OWNER + """
                from access_token t left join organization o on o.id = t.organization_id left join user_account u on u.id = t.user_id
                where t.token_hash = ? and t.revoked_at is null and (t.expires_at is null or t.expires_at > ?)
                """, row -> Owner.read(row).caller(row.uuid("id"), ScopeSet.parse(row.text("scopes")), Credential.PERSONAL_TOKEN).map(caller -> {
            uses.note(row.uuid("id"));
            return caller;
        }), tokens.hash(token), clock.instant()).flatMap(found -> found);
    }

    private Optional<Caller> resolveDelegation(Delegation delegation) {
        return sql.find("select d.organization_id, d.user_id, " + OWNER + """
                from (select ?::uuid as organization_id, ?::uuid as user_id) d
                left join organization o on o.id = d.organization_id left join user_account u on u.id = d.user_id
                """, Owner::read, delegation.organizationId(), delegation.userId())
                .flatMap(owner -> owner.caller(delegation.tokenId(), delegation.scopes(), Credential.OAUTH_TOKEN)).map(caller -> {
                    uses.note(delegation.tokenId());
                    return narrowed(caller, delegation);
                });
    }

    private static Caller narrowed(Caller owner, Delegation delegation) {
        return switch (owner) {
            case UserCaller user ->
                (delegation.organizations().isEmpty() ? user : user.narrowedTo(delegation.organizations())).by(delegation.client());
            case OrganizationCaller organization -> organization.by(delegation.client());
            case Caller other -> throw new IllegalStateException("a delegation stands for " + other);
        };
    }

    private static Set<String> names(ScopeSet scopes) {
        return scopes.scopes().stream().map(Scope::wire).collect(toUnmodifiableSet());
    }

    /**
     * Whose a credential is.
     *
     * @param status of the organization it belongs to, null for a user's
     */
    private record Owner(@Nullable UUID organizationId, @Nullable UUID userId, @Nullable OrganizationStatus status, boolean isDeleted,
            boolean isBlocked,
            List<Membership> memberships) {

        static Owner read(Row row) {
            String status = row.textOrNull("status");
            return new Owner(row.uuidOrNull("organization_id"), row.uuidOrNull("user_id"), status == null ? null : OrganizationStatus.of(status),
                    row.flag("deleted"), row.flag("blocked"), row.list("memberships", Membership.class));
        }

        /** Nobody when the owner is shut out. */
        Optional<Caller> caller(UUID tokenId, ScopeSet scopes, Credential credential) {
            if (organizationId != null && status != null) {
                return status.usesApi() && !isDeleted
                        ? Optional.of(new OrganizationCaller(organizationId, tokenId, names(scopes)))
                        : Optional.empty();
            }
            return user(names(scopes), credential).map(Caller.class::cast);
        }

        /** A user just doesn't see an organization that is shut out. */
        Optional<UserCaller> user(Set<String> scopes, Credential credential) {
            if (userId == null) {
                throw new IllegalStateException("a credential belongs to nobody");
            }
            var roles = memberships.stream().filter(Membership::isVisible).collect(toUnmodifiableMap(Membership::organizationId, Membership::asRole));
            return isBlocked ? Optional.empty() : Optional.of(new UserCaller(userId, roles, Reach.EVERY_MEMBERSHIP, scopes, credential, null));
        }
    }

    /** A membership as it is gathered into its user's token. */
    record Membership(UUID organizationId, String role, String status) {
        Role asRole() { return Role.valueOf(role.toUpperCase(Locale.ROOT)); }

        boolean isVisible() { return OrganizationStatus.of(status).usesApi(); }
    }
}
