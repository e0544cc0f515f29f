package dev.perennial.core.organization;

import java.util.Locale;
import java.util.Set;

/** Where a merchant stands in review, and with it what it may do (spec 01 §13.4). */
public enum OrganizationStatus {
    CREATED, REVIEW, SNOOZED, ACTIVE, DENIED, OFFBOARDING, OFFBOARDED, BLOCKED;

    public String wire() { return name().toLowerCase(Locale.ROOT); }

    public static OrganizationStatus of(String wire) { return valueOf(wire.toUpperCase(Locale.ROOT)); }

    /** Whether an organization of this status can be given the other one next. */
    public boolean mayBecome(OrganizationStatus next) {
        return successors().contains(next);
    }

    private Set<OrganizationStatus> successors() {
        return switch (this) {
            case CREATED -> Set.of(REVIEW, ACTIVE, DENIED, BLOCKED);
            case REVIEW -> Set.of(CREATED, ACTIVE, SNOOZED, DENIED, OFFBOARDING, BLOCKED);
            case SNOOZED -> Set.of(CREATED, REVIEW, ACTIVE, DENIED, BLOCKED);
            case ACTIVE -> Set.of(CREATED, REVIEW, DENIED, BLOCKED);
            case DENIED -> Set.of(CREATED, ACTIVE, OFFBOARDING, BLOCKED);
            case OFFBOARDING -> Set.of(REVIEW, DENIED, BLOCKED, OFFBOARDED);
            case OFFBOARDED -> Set.of(BLOCKED);
            case BLOCKED -> Set.of(CREATED, ACTIVE);
        };
    }

    /** Whether a new checkout may take money. */
    public boolean takesCheckoutPayments() {
        return switch (this) {
            case REVIEW, SNOOZED, ACTIVE, OFFBOARDING -> true;
            case CREATED, DENIED, OFFBOARDED, BLOCKED -> false;
        };
    }

    /** Whether subscriptions renew; where they don't they are frozen, not canceled. */
    public boolean renewsSubscriptions() {
        return takesCheckoutPayments();
    }

    /** Whether what was earned is paid out. */
    public boolean paysOut() {
        return switch (this) {
            case REVIEW, SNOOZED, ACTIVE, OFFBOARDED -> true;
            case CREATED, DENIED, OFFBOARDING, BLOCKED -> false;
        };
    }

    /** Whether money can be given back to customers. */
    public boolean refunds() {
        return takesCheckoutPayments();
    }

    /** Whether the organization's own tokens are accepted and users see it, here and in the dashboard. */
    public boolean usesApi() {
        return this != BLOCKED;
    }
}
