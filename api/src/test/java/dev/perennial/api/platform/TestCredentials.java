package dev.perennial.api.platform;

import static java.util.Objects.requireNonNull;

import dev.perennial.core.identity.Caller;
import dev.perennial.core.identity.Credentials;
import dev.perennial.core.identity.CustomerCaller;
import dev.perennial.core.identity.MemberCaller;
import dev.perennial.core.member.MemberRole;
import dev.perennial.core.identity.OrganizationCaller;
import dev.perennial.core.identity.Role;
import dev.perennial.core.identity.UserCaller;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** A handful of tokens kept in memory. */
@Singleton
@Replaces(Credentials.class)
@Requires(property = "platform.test")
class TestCredentials implements Credentials {
    private static final Set<String> ALL = Set.of("things:read", "things:write", "customer_portal:write");
    private static final UUID SOMEBODY = UUID.fromString("77777777-7777-4777-8777-777777777777");

    private final Map<String, Caller> callers = Map.of("polar_oat_all", new OrganizationCaller(TestApi.OURS, SOMEBODY, ALL), "polar_oat_write",
            new OrganizationCaller(TestApi.OURS, SOMEBODY, Set.of("things:write")), "polar_oat_other",
            new OrganizationCaller(TestApi.OURS, SOMEBODY, Set.of("orders:write")), "polar_pat_owner",
            new UserCaller(SOMEBODY, Map.of(TestApi.OURS, Role.OWNER, TestApi.ALSO_OURS, Role.FINANCE), UserCaller.Reach.EVERY_MEMBERSHIP, ALL),
            "polar_pat_finance", new UserCaller(SOMEBODY, Map.of(TestApi.OURS, Role.FINANCE), UserCaller.Reach.EVERY_MEMBERSHIP, ALL),
            "polar_at_u_narrow", new UserCaller(SOMEBODY, Map.of(TestApi.OURS, Role.OWNER), UserCaller.Reach.CHOSEN, ALL), "polar_cst_customer",
            new CustomerCaller(SOMEBODY, TestApi.CUSTOMER, TestApi.OURS, ALL), "polar_mst_member",
            new MemberCaller(SOMEBODY, SOMEBODY, TestApi.CUSTOMER, TestApi.OURS, MemberRole.MEMBER, ALL), "polar_mst_manager",
            new MemberCaller(SOMEBODY, SOMEBODY, TestApi.CUSTOMER, TestApi.OURS, MemberRole.BILLING_MANAGER, ALL));

    @Override
    public Optional<Caller> resolve(String token) {
        return Optional.ofNullable(callers.get(token));
    }

    @Override
    public Optional<UserCaller> resolveSession(String cookie) {
        return Optional.of(cookie).filter("polar_us_owner"::equals).map(_ -> (UserCaller) requireNonNull(callers.get("polar_pat_owner")));
    }
}
