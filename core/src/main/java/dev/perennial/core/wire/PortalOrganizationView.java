package dev.perennial.core.wire;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.perennial.core.organization.CustomerPortalSettings;
import dev.perennial.core.organization.Organization;

/** The merchant as a customer sees it in the portal, with what the portal may do. */
public record PortalOrganizationView(@JsonUnwrapped CheckoutPublicView.Seller seller, CustomerPortalSettings customerPortalSettings,
        Features organizationFeatures) {

    /** What of the product is switched on for the merchant. */
    public record Features(boolean memberModelEnabled, boolean checkoutLocalizationEnabled) {}

    static PortalOrganizationView of(Organization organization) {
        var features = organization.settings().features();
        return new PortalOrganizationView(CheckoutPublicView.Seller.of(organization), organization.settings().portal(),
                new Features(features.memberModelEnabled(), features.checkoutLocalizationEnabled()));
    }
}
