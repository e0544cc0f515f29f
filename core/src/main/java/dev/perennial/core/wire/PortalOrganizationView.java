package dev.perennial.core.wire;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.perennial.core.organization.Organization;

/** The merchant as a customer sees it in the portal, with what the portal may do. */
public record PortalOrganizationView(@JsonUnwrapped CheckoutPublicView.Seller seller, PortalSettings customerPortalSettings,
        Features organizationFeatures) {

    /** What the portal offers. */
    public record PortalSettings(Usage usage, Subscriptions subscription, Customers customer) {}

    /** Whether usage is shown. */
    public record Usage(boolean show) {}

    /** What customers may do to their subscriptions. */
    public record Subscriptions(boolean updateSeats, boolean updatePlan, boolean pause) {}

    /** What customers may do to themselves. */
    public record Customers(boolean allowEmailChange) {}

    /** What of the product is switched on for the merchant. */
    public record Features(boolean memberModelEnabled, boolean checkoutLocalizationEnabled) {}

    static PortalOrganizationView of(Organization organization) {
        boolean updates = organization.allowCustomerUpdates();
        return new PortalOrganizationView(CheckoutPublicView.Seller.of(organization),
                new PortalSettings(new Usage(true), new Subscriptions(updates, updates, false), new Customers(false)), new Features(false, false));
    }
}
