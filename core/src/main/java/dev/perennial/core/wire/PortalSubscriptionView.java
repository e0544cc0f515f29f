package dev.perennial.core.wire;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.perennial.core.catalog.Product;
import dev.perennial.core.organization.Organization;
import dev.perennial.core.subscription.Subscription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A subscription in the portal: without what the merchant keeps to itself.
 *
 * @param isPolarManaged whether it is billed here, for clients of earlier generations
 */
public record PortalSubscriptionView(@JsonUnwrapped SubscriptionFacts facts, PortalProductView product, List<PriceView> prices, List<Object> meters,
        @Nullable Object pendingUpdate, boolean isPolarManaged) {
    public static PortalSubscriptionView of(Subscription subscription, Organization organization, Product product, List<PriceView> prices) {
        return new PortalSubscriptionView(SubscriptionFacts.of(subscription), PortalProductView.of(product, organization), prices, List.of(), null,
                true);
    }
}
