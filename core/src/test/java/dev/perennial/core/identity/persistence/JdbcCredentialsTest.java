package dev.perennial.core.identity.persistence;

import static dev.perennial.core.persistence.Shop.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perennial.core.identity.AccessTokens;
import dev.perennial.core.identity.Credentials;
import dev.perennial.core.identity.CustomerCaller;
import dev.perennial.core.identity.CustomerSession;
import dev.perennial.core.identity.CustomerSessions;
import dev.perennial.core.identity.OrganizationCaller;
import dev.perennial.core.identity.Role;
import dev.perennial.core.identity.Scope;
import dev.perennial.core.identity.ScopeSet;
import dev.perennial.core.identity.UserCaller;
import dev.perennial.core.identity.Users;
import dev.perennial.core.persistence.Shop;
import dev.perennial.core.persistence.Sql;
import dev.perennial.core.persistence.SqlFailure.DuplicateKey;
import dev.perennial.core.persistence.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JdbcCredentialsTest {
    private static final ScopeSet SCOPES = ScopeSet.of(Scope.PRODUCTS_READ, Scope.OPENID);

    @AutoClose
    static final TestDatabase database = new TestDatabase();
    final Sql sql = database.sql();
    final Credentials credentials = database.get(Credentials.class);
    final AccessTokens tokens = database.get(AccessTokens.class);
    final CustomerSessions sessions = database.get(CustomerSessions.class);
    final Users users = database.get(Users.class);
    final Shop shop = new Shop(database);
    final UUID organization = shop.organization().id();

    private AccessTokens.Issued issued() {
        return tokens.createForOrganization(organization, SCOPES, "ci", null);
    }

    private void block(UUID blocked) {
        sql.updateOne("update organization set status = 'blocked' where id = ?", blocked);
    }

    @Test
    void knowsAnOrganizationByItsToken() {
        var issued = issued();
        assertThat(issued.token().value()).startsWith("polar_oat_");
        assertThat(credentials.resolve(issued.token().value()))
                .contains(new OrganizationCaller(organization, issued.id(), Set.of("products:read", "openid")));
    }

    @Test
    void storesNoTokenInClear() {
        var issued = issued();
        String row = sql.one("select access_token::text as everything from access_token where id = ?", it -> it.text("everything"), issued.id());
        assertThat(row).doesNotContain(issued.token().value()).doesNotContain(issued.token().value().substring("polar_oat_".length()));
    }

    @Test
    void knowsAUserWithTheOrganizationsTheySee() {
        UUID user = users.register("Ada@" + organization + ".example");
        UUID other = shop.organization().id();
        UUID blocked = shop.organization().id();
        users.join(organization, user, Role.OWNER);
        users.join(other, user, Role.FINANCE);
        users.join(blocked, user, Role.ADMIN);
        block(blocked);
        String token = tokens.createForUser(user, SCOPES, "", null).token().value();
        assertThat(token).startsWith("polar_pat_");
        assertThat(credentials.resolve(token)).contains(new UserCaller(user, Map.of(organization, Role.OWNER, other, Role.FINANCE),
                UserCaller.Reach.EVERY_MEMBERSHIP, Set.of("products:read", "openid")));
    }

    @Test
    void knowsAUserWithoutAnyOrganization() {
        UUID user = users.register("lonely@" + organization + ".example");
        assertThat(credentials.resolve(tokens.createForUser(user, SCOPES, "", null).token().value()))
                .containsInstanceOf(UserCaller.class);
    }

    @Test
    void forgetsARevokedToken() {
        var issued = issued();
        tokens.revoke(issued.id());
        assertThat(credentials.resolve(issued.token().value())).isEmpty();
    }

    @Test
    void endsATokenAtItsTime() {
        Instant now = database.get(Clock.class).instant();
        assertThat(credentials.resolve(tokens.createForOrganization(organization, SCOPES, "", now.minusSeconds(1)).token().value())).isEmpty();
        assertThat(credentials.resolve(tokens.createForOrganization(organization, SCOPES, "", now.plusSeconds(60)).token().value())).isPresent();
    }

    @Test
    void shutsABlockedOrganizationOut() {
        String token = issued().token().value();
        String session = sessions.open(shop.customer(organization).id(), organization, null).token().value();
        block(organization);
        assertThat(credentials.resolve(token)).isEmpty();
        assertThat(credentials.resolve(session)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"polar_oat_unknown", "polar_pat_", "polar_cst_x", "polar_mst_x", "whatever", "polar_oat_\u0000"})
    void knowsNobodyByAnythingElse(String token) {
        assertThat(credentials.resolve(token)).isEmpty();
    }

    @Test
    void dropsScopesThatAreGone() {
        var issued = issued();
        sql.updateOne("update access_token set scopes = 'products:read no_longer:there' where id = ?", issued.id());
        assertThat(credentials.resolve(issued.token().value()).orElseThrow().scopes()).containsExactly("products:read");
    }

    @Test
    void leavesTheManagementOfTokensToPeople() {
        assertThatThrownBy(() -> tokens.createForOrganization(organization, ScopeSet.ALL, "", null)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void notesItsUseLaterAndOnce() {
        TokenUses uses = database.get(TokenUses.class);
        var issued = issued();
        credentials.resolve(issued.token().value());
        credentials.resolve(issued.token().value());
        assertThat(lastUse(issued.id())).as("no request writes").isEmpty();
        uses.write();
        Instant first = lastUse(issued.id()).orElseThrow();
        assertThat(first).isCloseTo(Instant.now(), org.assertj.core.api.Assertions.within(Duration.ofMinutes(1)));
        uses.write();
        assertThat(lastUse(issued.id())).as("nothing is left to be written").contains(first);
        credentials.resolve(issued.token().value());
        uses.write();
        assertThat(lastUse(issued.id()).orElseThrow()).isAfter(first);
    }

    private Optional<Instant> lastUse(UUID token) {
        return sql.one("select last_used_at from access_token where id = ?", row -> Optional.ofNullable(row.instantOrNull("last_used_at")), token);
    }

    @Test
    void letsACustomerIntoThePortalForAnHour() {
        UUID customer = shop.customer(organization).id();
        var opened = sessions.open(customer, organization, "https://shop.example/back");
        String token = opened.token().value();
        assertThat(sessions.find(token)).contains(opened.session());
        assertThat(Duration.between(opened.session().createdAt(), opened.session().expiresAt())).isEqualTo(CustomerSession.LIFETIME);
        assertThat(credentials.resolve(token))
                .contains(new CustomerCaller(opened.session().id(), customer, organization, Set.of("customer_portal:read", "customer_portal:write")));
        String second = sessions.open(customer, organization, null).token().value();
        assertThat(sessions.find(second)).isPresent();
        assertThat(sessions.find(token)).isPresent();
        sql.updateOne("update customer_session set expires_at = now() where id = ?", opened.session().id());
        assertThat(credentials.resolve(token)).isEmpty();
    }

    @Test
    void endsTheSessionsOfADeletedCustomer() {
        UUID customer = shop.customer(organization).id();
        String token = sessions.open(customer, organization, null).token().value();
        sql.updateOne("update customer set deleted_at = ? where id = ?", NOW, customer);
        assertThat(sessions.find(token)).isEmpty();
    }

    @Test
    void registersAnAddressOnce() {
        UUID first = users.register("Bob@" + organization + ".example");
        assertThat(users.register("bob@" + organization + ".EXAMPLE")).isEqualTo(first);
        assertThat(users.register("eve@" + organization + ".example")).isNotEqualTo(first);
    }

    @Test
    void givesAnOrganizationOneOwner() {
        UUID first = users.register("first@" + organization + ".example");
        UUID second = users.register("second@" + organization + ".example");
        users.join(organization, first, Role.OWNER);
        assertThatThrownBy(() -> users.join(organization, second, Role.OWNER)).isInstanceOf(DuplicateKey.class);
        users.join(organization, first, Role.ADMIN);
        users.join(organization, second, Role.OWNER);
    }
}
