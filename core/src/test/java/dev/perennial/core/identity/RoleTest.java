package dev.perennial.core.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoleTest {
    private static final UUID OURS = UUID.fromString("11111111-1111-4111-8111-111111111111");
    private static final UUID THEIRS = UUID.fromString("22222222-2222-4222-8222-222222222222");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # permission         | owner | admin | finance | member
            organization:manage  | true  | true  | false   | false
            members:read         | true  | true  | false   | true
            members:manage       | true  | true  | false   | false
            products:read        | true  | true  | true    | true
            products:manage      | true  | true  | false   | true
            custom_fields:read   | true  | true  | true    | true
            custom_fields:manage | true  | true  | false   | true
            customers:read       | true  | true  | true    | true
            customers:manage     | true  | true  | false   | true
            sales:read           | true  | true  | true    | true
            sales:manage         | true  | true  | true    | true
            analytics:read       | true  | true  | true    | true
            analytics:manage     | true  | true  | false   | true
            events:ingest        | true  | true  | false   | true
            finance:read         | true  | true  | true    | false
            finance:manage       | true  | true  | false   | false
            """)
    void givesEachRoleItsPermissions(String wire, boolean owner, boolean admin, boolean finance, boolean member) {
        Permission permission = Arrays.stream(Permission.values()).filter(one -> one.wire().equals(wire)).findFirst().orElseThrow();
        assertThat(Role.OWNER.may(permission)).isEqualTo(owner);
        assertThat(Role.ADMIN.may(permission)).isEqualTo(admin);
        assertThat(Role.FINANCE.may(permission)).isEqualTo(finance);
        assertThat(Role.MEMBER.may(permission)).isEqualTo(member);
    }

    @Test
    void aUserMayOnlyWhatTheRoleInThatOrganizationSays() {
        UserCaller user = user(Map.of(OURS, Role.FINANCE), UserCaller.Reach.EVERY_MEMBERSHIP);
        assertThat(user.may(Permission.SALES_MANAGE, OURS)).isTrue();
        assertThat(user.may(Permission.SALES_MANAGE, THEIRS)).isFalse();
        assertThatThrownBy(() -> user.demand(Permission.PRODUCTS_MANAGE, OURS)).isInstanceOf(NotPermitted.class)
                .hasMessage("You don't have permission to manage products.");
    }

    @Test
    void anOrganizationsTokenMayEverythingAtHomeOnly() {
        OrganizationCaller token = new OrganizationCaller(OURS, UUID.randomUUID(), Set.of());
        assertThat(token.may(Permission.FINANCE_MANAGE, OURS)).isTrue();
        assertThat(token.may(Permission.PRODUCTS_READ, THEIRS)).isFalse();
        assertThat(token.narrowedTo(THEIRS).organizations()).isEmpty();
        assertThat(token.narrowedTo(OURS)).isEqualTo(token);
    }

    @Test
    void onlyACredentialNarrowedToOneOrganizationImpliesIt() {
        UserCaller everywhere = user(Map.of(OURS, Role.OWNER), UserCaller.Reach.EVERY_MEMBERSHIP);
        assertThat(everywhere.impliedOrganization()).isEmpty();
        assertThat(everywhere.narrowedTo(OURS).impliedOrganization()).contains(OURS);
        assertThat(everywhere.narrowedTo(THEIRS).impliedOrganization()).isEmpty();
        assertThat(user(Map.of(OURS, Role.OWNER, THEIRS, Role.OWNER), UserCaller.Reach.CHOSEN).impliedOrganization()).isEmpty();
    }

    private static UserCaller user(Map<UUID, Role> roles, UserCaller.Reach reach) {
        return new UserCaller(UUID.randomUUID(), roles, reach, Set.of());
    }
}
