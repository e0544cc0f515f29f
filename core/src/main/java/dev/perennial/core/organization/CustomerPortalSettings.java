package dev.perennial.core.organization;

import static java.util.Objects.requireNonNullElse;

import org.jspecify.annotations.Nullable;

/** What a merchant's customers find and may do in the portal. */
public record CustomerPortalSettings(Usage usage, Subscription subscription, @Nullable Customer customer) {
    /** Whether usage is shown. */
    public record Usage(boolean show) {}

    /** What customers may do to their subscriptions. */
    public record Subscription(boolean updateSeats, boolean updatePlan, boolean pause) {}

    /** What customers may do to themselves. */
    public record Customer(boolean allowEmailChange) {}

    static final CustomerPortalSettings DEFAULTS = new CustomerPortalSettings(new Usage(true), new Subscription(true, true, false), null);

    public CustomerPortalSettings { customer = requireNonNullElse(customer, new Customer(false)); }
}
