package dev.perennial.core.wire;

import dev.perennial.core.order.Order;
import dev.perennial.core.organization.Organization;
import dev.perennial.core.subscription.Subscription;
import java.util.List;

/** Turns a customer's own records into their representations in the portal; like {@link Representations} in bulk. */
public interface PortalRepresentations {
    /**
     * @param orders of one merchant
     */
    List<PortalOrderView> orders(List<Order> orders, Organization merchant);

    /**
     * @param subscriptions of one merchant
     */
    List<PortalSubscriptionView> subscriptions(List<Subscription> subscriptions, Organization merchant);
}
