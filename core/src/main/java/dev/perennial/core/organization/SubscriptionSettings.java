package dev.perennial.core.organization;

/**
 * How a merchant's subscriptions behave.
 *
 * @param benefitRevocationGracePeriod days for which benefits outlive a failed payment
 * @param allowCustomerUpdates kept for clients of earlier generations, without effect
 */
public record SubscriptionSettings(boolean allowMultipleSubscriptions, ProrationBehavior prorationBehavior, int benefitRevocationGracePeriod,
        boolean preventTrialAbuse, boolean allowCustomerUpdates) {

    static final SubscriptionSettings DEFAULTS = new SubscriptionSettings(false, ProrationBehavior.PRORATE, 0, false, true);
}
