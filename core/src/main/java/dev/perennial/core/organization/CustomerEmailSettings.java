package dev.perennial.core.organization;

import java.util.Map;

/** Which mails a merchant's customers get. */
public record CustomerEmailSettings(boolean orderConfirmation, boolean paymentMethodExpirationReminder, boolean subscriptionCancellation,
        boolean subscriptionConfirmation, boolean subscriptionCycled, boolean subscriptionCycledAfterTrial, boolean subscriptionPastDue,
        boolean subscriptionPaused, boolean subscriptionResumed, boolean subscriptionRenewalReminder, boolean subscriptionRevoked,
        boolean subscriptionTrialConversionReminder, boolean subscriptionUncanceled, boolean subscriptionUpdated) {

    static final CustomerEmailSettings DEFAULTS = of(Map.of());

    /** The switches as they were stored; what is missing is on, and the reminder of an expiring card follows the mail of a renewal. */
    public static CustomerEmailSettings of(Map<String, Object> stored) {
        boolean cycled = on(stored, "subscription_cycled");
        boolean expiration = stored.containsKey("payment_method_expiration_reminder") ? on(stored, "payment_method_expiration_reminder") : cycled;
        return new CustomerEmailSettings(on(stored, "order_confirmation"), expiration, on(stored, "subscription_cancellation"),
                on(stored, "subscription_confirmation"), cycled, on(stored, "subscription_cycled_after_trial"), on(stored, "subscription_past_due"),
                on(stored, "subscription_paused"), on(stored, "subscription_resumed"), on(stored, "subscription_renewal_reminder"),
                on(stored, "subscription_revoked"), on(stored, "subscription_trial_conversion_reminder"), on(stored, "subscription_uncanceled"),
                on(stored, "subscription_updated"));
    }

    private static boolean on(Map<String, Object> stored, String key) { return !Boolean.FALSE.equals(stored.get(key)); }
}
