package dev.perennial.core.wire;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.perennial.core.catalog.Product;
import dev.perennial.core.order.Order;
import dev.perennial.core.organization.Organization;
import dev.perennial.core.subscription.Subscription;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An order in the portal: without what the merchant keeps to itself.
 *
 * @param amount the net amount, for clients of earlier generations
 * @param userId the customer's id, for clients of earlier generations
 */
public record PortalOrderView(@JsonUnwrapped OrderFacts facts, @Nullable PortalProductView product, @Nullable SubscriptionFacts subscription,
        long amount, UUID userId) {
    public static PortalOrderView of(Order order, Organization organization, @Nullable Product product, @Nullable Subscription subscription) {
        var facts = OrderFacts.of(order);
        return new PortalOrderView(facts, product == null ? null : PortalProductView.of(product, organization),
                subscription == null ? null : SubscriptionFacts.of(subscription), facts.netAmount(), order.customerId());
    }
}
