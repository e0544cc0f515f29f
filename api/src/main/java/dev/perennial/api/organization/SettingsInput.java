package dev.perennial.api.organization;

import static dev.perennial.api.platform.input.Values.bool;
import static dev.perennial.api.platform.input.Values.listOf;
import static dev.perennial.api.platform.input.Values.objectOf;
import static dev.perennial.api.platform.input.Values.oneOf;
import static dev.perennial.api.platform.input.Values.text;
import static dev.perennial.api.platform.input.Values.whole;

import dev.perennial.api.platform.input.Fields;
import dev.perennial.api.platform.input.Required;
import dev.perennial.api.platform.input.Value;
import dev.perennial.core.Patch;
import dev.perennial.core.organization.CustomerEmailSettings;
import dev.perennial.core.organization.CustomerPortalSettings;
import dev.perennial.core.organization.FeatureSettings;
import dev.perennial.core.organization.ProrationBehavior;
import dev.perennial.core.organization.SubscriptionSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The objects of an organization's settings as they are sent. An object that is sent has to be complete: it replaces the stored one. */
final class SettingsInput {
    static final Value<FeatureSettings.Chosen> FEATURES = objectOf(SettingsInput::features);
    static final Value<SubscriptionSettings> SUBSCRIPTION = objectOf(SettingsInput::subscription);
    static final Value<CustomerEmailSettings> EMAILS = objectOf(SettingsInput::emails);
    static final Value<CustomerPortalSettings> PORTAL = objectOf(SettingsInput::portal);
    /** Minor units, {@code Clear} for none; nothing when the key was not sent. */
    static final Value<Patch<Integer>> DISPUTES = objectOf(in -> {
        Patch<Integer> amount = in.patch("auto_accept_below_amount", whole().between(1, 10_000));
        return () -> amount;
    });

    private static final List<String> MAILS = List.of("order_confirmation", "payment_method_expiration_reminder", "subscription_cancellation",
            "subscription_confirmation", "subscription_cycled", "subscription_cycled_after_trial", "subscription_past_due", "subscription_paused",
            "subscription_resumed", "subscription_renewal_reminder", "subscription_revoked", "subscription_trial_conversion_reminder",
            "subscription_uncanceled", "subscription_updated");

    private SettingsInput() {}

    private static Supplier<FeatureSettings.Chosen> features(Fields in) {
        Optional<Boolean> seats = in.ifSent("seat_based_pricing_enabled", bool());
        Optional<Boolean> members = in.ifSent("member_model_enabled", bool());
        Optional<Boolean> localization = in.ifSent("checkout_localization_enabled", bool());
        Patch<List<String>> metrics = in.patch("overview_metrics", listOf(text()));
        return () -> new FeatureSettings.Chosen(seats.orElse(null), members.orElse(null), localization.orElse(null),
                !(metrics instanceof Patch.Keep<List<String>>), metrics.appliedTo(null));
    }

    private static Supplier<SubscriptionSettings> subscription(Fields in) {
        var multiple = in.required("allow_multiple_subscriptions", bool());
        var proration = in.required("proration_behavior", oneOf(ProrationBehavior.class));
        var grace = in.required("benefit_revocation_grace_period", whole().atLeast(0));
        var trials = in.required("prevent_trial_abuse", bool());
        var updates = in.required("allow_customer_updates", bool());
        return () -> new SubscriptionSettings(multiple.get(), proration.get(), grace.get(), trials.get(), updates.get());
    }

    private static Supplier<CustomerEmailSettings> emails(Fields in) {
        Map<String, Required<Boolean>> sent = new LinkedHashMap<>();
        MAILS.forEach(mail -> sent.put(mail, in.required(mail, bool())));
        return () -> {
            Map<String, Object> switches = new LinkedHashMap<>();
            sent.forEach((mail, value) -> switches.put(mail, value.get()));
            return CustomerEmailSettings.of(switches);
        };
    }

    private static Supplier<CustomerPortalSettings> portal(Fields in) {
        var usage = in.required("usage", objectOf(usageIn -> {
            var show = usageIn.required("show", bool());
            return () -> new CustomerPortalSettings.Usage(show.get());
        }));
        var subscription = in.required("subscription", objectOf(subscriptionIn -> {
            var seats = subscriptionIn.required("update_seats", bool());
            var plan = subscriptionIn.required("update_plan", bool());
            boolean pause = subscriptionIn.orElse("pause", bool(), false);
            return () -> new CustomerPortalSettings.Subscription(seats.get(), plan.get(), pause);
        }));
        var customer = in.ifSent("customer", objectOf(customerIn -> {
            boolean email = customerIn.orElse("allow_email_change", bool(), false);
            return () -> new CustomerPortalSettings.Customer(email);
        }));
        return () -> new CustomerPortalSettings(usage.get(), subscription.get(), customer.orElse(null));
    }
}
