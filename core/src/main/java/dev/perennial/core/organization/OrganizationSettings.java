package dev.perennial.core.organization;

import dev.perennial.core.money.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything a merchant decides about how it sells (spec 01 §13.2).
 *
 * @param autoAcceptDisputesBelow minor units under which a dispute is not fought, or null to fight all
 * @param embedHosts where checkouts may be shown inside other pages; see {@link EmbedHost}
 * @param ssoEnforced whether people must come through the merchant's own sign-in
 */
public record OrganizationSettings(Currency defaultCurrency, DefaultTaxBehavior defaultTaxBehavior, FeatureSettings features,
        SubscriptionSettings subscription, CustomerEmailSettings emails, CustomerPortalSettings portal, @Nullable Integer autoAcceptDisputesBelow,
        List<String> embedHosts, boolean embedHostsEnforced, boolean ssoEnforced) {

    public static final OrganizationSettings DEFAULTS = new OrganizationSettings(Currency.USD, DefaultTaxBehavior.LOCATION, FeatureSettings.DEFAULTS,
            SubscriptionSettings.DEFAULTS, CustomerEmailSettings.DEFAULTS, CustomerPortalSettings.DEFAULTS, null, List.of(), false, false);

    public OrganizationSettings { embedHosts = List.copyOf(embedHosts); }

    /** The same with many subscriptions per customer, or with one. */
    public OrganizationSettings allowingMultipleSubscriptions(boolean allowed) {
        var s = subscription;
        return new OrganizationSettings(defaultCurrency, defaultTaxBehavior, features, new SubscriptionSettings(allowed, s.prorationBehavior(),
                s.benefitRevocationGracePeriod(), s.preventTrialAbuse(), s.allowCustomerUpdates()), emails, portal, autoAcceptDisputesBelow,
                embedHosts, embedHostsEnforced, ssoEnforced);
    }
}
