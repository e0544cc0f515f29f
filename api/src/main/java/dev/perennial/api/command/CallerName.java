package dev.perennial.api.command;

import dev.perennial.core.identity.Anonymous;
import dev.perennial.core.identity.Caller;
import dev.perennial.core.identity.CustomerCaller;
import dev.perennial.core.identity.MemberCaller;
import dev.perennial.core.identity.OrganizationCaller;
import dev.perennial.core.identity.UserCaller;

/** How a caller is called in the audit trail. */
public final class CallerName {
    private CallerName() {}

    /** The name, such as {@code user:} and an id. */
    public static String of(Caller caller) {
        return switch (caller) {
            case OrganizationCaller organization -> "organization:" + organization.organizationId();
            case UserCaller user -> "user:" + user.userId();
            case CustomerCaller customer -> "customer:" + customer.customerId();
            case MemberCaller member -> "member:" + member.memberId();
            case Anonymous _ -> "buyer";
        };
    }
}
