package dev.perennial.api.platform.access;

import dev.perennial.core.identity.Anonymous;
import dev.perennial.core.identity.Caller;
import dev.perennial.core.identity.CustomerCaller;
import dev.perennial.core.identity.MemberCaller;
import dev.perennial.core.identity.OrganizationCaller;
import dev.perennial.core.identity.UserCaller;

/** The kinds of callers an operation can take. */
public enum Subject {
    USER, ORGANIZATION, CUSTOMER, MEMBER, ANONYMOUS;

    /** The kind of a caller. */
    public static Subject of(Caller caller) {
        return switch (caller) {
            case UserCaller _ -> USER;
            case OrganizationCaller _ -> ORGANIZATION;
            case CustomerCaller _ -> CUSTOMER;
            case MemberCaller _ -> MEMBER;
            case Anonymous _ -> ANONYMOUS;
        };
    }
}
