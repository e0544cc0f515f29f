package dev.perennial.core.wire;

import dev.perennial.core.organization.CustomerEmailSettings;
import dev.perennial.core.organization.CustomerPortalSettings;
import dev.perennial.core.organization.DefaultTaxBehavior;
import dev.perennial.core.organization.FeatureSettings;
import dev.perennial.core.organization.Organization;
import dev.perennial.core.organization.OrganizationStatus;
import dev.perennial.core.organization.ProrationBehavior;
import dev.perennial.core.organization.SocialLink;
import dev.perennial.core.organization.SubscriptionSettings;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An organization as its own people see it.
 *
 * @param frameAncestorsEnforced the same as {@code embedHostsEnforced} for clients of later generations
 * @param notificationSettings never changes; for clients of earlier generations
 */
public record OrganizationView(UUID id, Instant createdAt, @Nullable Instant modifiedAt, String name, String slug, @Nullable String avatarUrl,
        ProrationBehavior prorationBehavior, boolean allowCustomerUpdates, @Nullable String email, @Nullable String website,
        List<SocialLink> socials, OrganizationStatus status, @Nullable Instant detailsSubmittedAt,
        @Nullable Instant onboardingResubmissionRequestedAt, boolean ssoEnforced, String defaultPresentmentCurrency,
        DefaultTaxBehavior defaultTaxBehavior, FeatureSettings featureSettings, SubscriptionSettings subscriptionSettings,
        CustomerEmailSettings customerEmailSettings, CustomerPortalSettings customerPortalSettings, DisputeSettings disputeSettings,
        List<String> embedHosts, boolean embedHostsEnforced, boolean frameAncestorsEnforced, @Nullable String country, @Nullable UUID accountId,
        @Nullable UUID payoutAccountId, Capabilities capabilities, NotificationSettings notificationSettings) {

    /**
     * What happens to disputes.
     *
     * @param autoAcceptBelowAmount minor units, or null when none is accepted unasked
     */
    public record DisputeSettings(@Nullable Integer autoAcceptBelowAmount) {}

    /** What the organization may do in its status. */
    public record Capabilities(boolean checkoutPayments, boolean subscriptionRenewals, boolean payouts, boolean refunds, boolean apiAccess,
            boolean dashboardAccess) {
        static Capabilities of(OrganizationStatus status) {
            return new Capabilities(status.takesCheckoutPayments(), status.renewsSubscriptions(), status.paysOut(), status.refunds(),
                    status.usesApi(), status.usesApi());
        }
    }

    /** Which mails the merchant's people once could switch off here. */
    public record NotificationSettings(boolean newOrder, boolean newSubscription, boolean chargebackPrevention, boolean subscriptionRenewal) {
        static final NotificationSettings FIXED = new NotificationSettings(true, true, true, false);
    }

    public static OrganizationView of(Organization it) {
        var profile = it.profile();
        var settings = it.settings();
        return new OrganizationView(it.id(), it.createdAt(), it.modifiedAt(), it.name(), it.slug(), profile.avatarUrl(), it.prorationBehavior(),
                it.allowCustomerUpdates(), profile.email(), profile.website(), profile.socials(), it.status(), profile.detailsSubmittedAt(),
                profile.onboardingResubmissionRequestedAt(), settings.ssoEnforced(), settings.defaultCurrency().code(),
                settings.defaultTaxBehavior(), settings.features(), settings.subscription(), settings.emails(), settings.portal(),
                new DisputeSettings(settings.autoAcceptDisputesBelow()), settings.embedHosts(), settings.embedHostsEnforced(),
                settings.embedHostsEnforced(), profile.country(), null, null, Capabilities.of(it.status()), NotificationSettings.FIXED);
    }
}
