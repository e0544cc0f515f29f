package dev.perennial.core.wire;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.perennial.core.catalog.Product;
import dev.perennial.core.organization.Organization;

/** A product in the portal. */
public record PortalProductView(@JsonUnwrapped CheckoutProductView product, PortalOrganizationView organization) {
    static PortalProductView of(Product product, Organization organization) {
        return new PortalProductView(CheckoutProductView.of(product), PortalOrganizationView.of(organization));
    }
}
