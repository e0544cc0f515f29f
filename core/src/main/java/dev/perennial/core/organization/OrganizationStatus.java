package dev.perennial.core.organization;

import java.util.Locale;

/** Where a merchant stands in review, and with it what it may do (spec 01 §13.4). */
public enum OrganizationStatus {
    CREATED, REVIEW, SNOOZED, ACTIVE, DENIED, OFFBOARDING, OFFBOARDED, BLOCKED;

    public String wire() { return name().toLowerCase(Locale.ROOT); }

    public static OrganizationStatus of(String wire) { return valueOf(wire.toUpperCase(Locale.ROOT)); }

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

    /** Whether the organization's own tokens are accepted and users see it. */
    public boolean usesApi() { return this != BLOCKED; }
}
