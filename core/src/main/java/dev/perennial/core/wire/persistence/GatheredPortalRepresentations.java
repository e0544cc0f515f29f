package dev.perennial.core.wire.persistence;

import static dev.perennial.core.wire.persistence.GatheredRepresentations.find;
import static dev.perennial.core.wire.persistence.GatheredRepresentations.ids;
import static dev.perennial.core.wire.persistence.GatheredRepresentations.known;

import dev.perennial.core.catalog.Product;
import dev.perennial.core.catalog.Products;
import dev.perennial.core.order.Order;
import dev.perennial.core.organization.Organization;
import dev.perennial.core.subscription.Subscription;
import dev.perennial.core.subscription.SubscriptionSearch;
import dev.perennial.core.wire.PortalOrderView;
import dev.perennial.core.wire.PortalRepresentations;
import dev.perennial.core.wire.PortalSubscriptionView;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.UUID;

@Singleton
class GatheredPortalRepresentations implements PortalRepresentations {
    private final Products products;
    private final SubscriptionSearch subscriptions;

    GatheredPortalRepresentations(Products products, SubscriptionSearch subscriptions) {
        this.products = products;
        this.subscriptions = subscriptions;
    }

    @Override
    public List<PortalOrderView> orders(List<Order> all, Organization merchant) {
        Map<UUID, Product> goods = products.findAll(ids(all, Order::productId));
        Map<UUID, Subscription> owners = subscriptions.findAll(ids(all, Order::subscriptionId));
        return all.stream().map(one -> PortalOrderView.of(one, merchant, find(goods, one.productId()), find(owners, one.subscriptionId()))).toList();
    }

    @Override
    public List<PortalSubscriptionView> subscriptions(List<Subscription> all, Organization merchant) {
        Map<UUID, Product> goods = products.findAll(ids(all, Subscription::productId));
        var prices = GatheredRepresentations.soldPrices(products, all, goods.values());
        return all.stream().map(one -> {
            Product product = known(goods, one.productId());
            return PortalSubscriptionView.of(one, merchant, product, GatheredRepresentations.soldAt(one, product, prices));
        }).toList();
    }
}
