package dev.perennial.core.organization;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What of the product is switched on for a merchant. The merchant itself decides about the four of {@link Chosen}, the operator about the others.
 *
 * @param overviewMetrics names of the figures on the dashboard's first page, or null for the usual ones
 */
public record FeatureSettings(boolean issueFundingEnabled, boolean seatBasedPricingEnabled, boolean walletsEnabled, boolean memberModelEnabled,
        boolean checkoutLocalizationEnabled, @Nullable List<String> overviewMetrics, boolean resetProrationBehaviorEnabled,
        boolean offSessionChargesEnabled, boolean meterCyclingEnabled, boolean slackBenefitEnabled, boolean previewAccessEnabled,
        boolean disputesEnabled, boolean ssoEnabled, boolean disputeAutoAcceptEnabled, boolean compassEnabled, boolean merchantMigrationEnabled) {

    static final FeatureSettings DEFAULTS = new FeatureSettings(false, true, false, true, false, null, false, false, false, false, false, false,
            false, false, false, false);

    /**
     * What the merchant wants; null keeps what there is.
     */
    public record Chosen(@Nullable Boolean seatBasedPricingEnabled, @Nullable Boolean memberModelEnabled,
            @Nullable Boolean checkoutLocalizationEnabled,
            boolean changesMetrics, @Nullable List<String> overviewMetrics) {}

    /** The switches after the merchant's choice; the others stay. */
    public FeatureSettings merged(Chosen chosen) {
        return new FeatureSettings(issueFundingEnabled, either(chosen.seatBasedPricingEnabled(), seatBasedPricingEnabled), walletsEnabled,
                either(chosen.memberModelEnabled(), memberModelEnabled), either(chosen.checkoutLocalizationEnabled(), checkoutLocalizationEnabled),
                chosen.changesMetrics() ? chosen.overviewMetrics() : overviewMetrics, resetProrationBehaviorEnabled, offSessionChargesEnabled,
                meterCyclingEnabled, slackBenefitEnabled, previewAccessEnabled, disputesEnabled, ssoEnabled, disputeAutoAcceptEnabled, compassEnabled,
                merchantMigrationEnabled);
    }

    private static boolean either(@Nullable Boolean chosen, boolean current) { return chosen == null ? current : chosen; }
}
