package dev.perennial.core.wire.persistence;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toSet;

import dev.perennial.core.catalog.Price;
import dev.perennial.core.catalog.Product;
import dev.perennial.core.catalog.Products;
import dev.perennial.core.checkout.Checkout;
import dev.perennial.core.customer.Customer;
import dev.perennial.core.customer.Customers;
import dev.perennial.core.order.Order;
import dev.perennial.core.organization.Organization;
import dev.perennial.core.payment.Payment;
import dev.perennial.core.subscription.Subscription;
import dev.perennial.core.subscription.SubscriptionSearch;
import dev.perennial.core.wire.CheckoutConfirmedView;
import dev.perennial.core.wire.CheckoutPublicView;
import dev.perennial.core.wire.CheckoutView;
import dev.perennial.core.wire.CustomerStateView;
import dev.perennial.core.wire.CustomerView;
import dev.perennial.core.wire.OrderView;
import dev.perennial.core.wire.PaymentView;
import dev.perennial.core.wire.PriceView;
import dev.perennial.core.wire.ProductView;
import dev.perennial.core.wire.Representations;
import dev.perennial.core.wire.SubscriptionView;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

@Singleton
class GatheredRepresentations implements Representations {
    private final Products products;
    private final Customers customers;
    private final SubscriptionSearch subscriptions;
    private final CheckoutGathering checkouts;

    GatheredRepresentations(Products products, Customers customers, SubscriptionSearch subscriptions,
            CheckoutGathering checkouts) {
        this.products = products;
        this.customers = customers;
        this.subscriptions = subscriptions;
        this.checkouts = checkouts;
    }

    @Override
    public List<ProductView> products(List<Product> all) {
        return all.stream().map(ProductView::of).toList();
    }

    @Override
    public List<CustomerView> customers(List<Customer> all) {
        return all.stream().map(CustomerView::of).toList();
    }

    @Override
    public List<PaymentView> payments(List<Payment> all) {
        return all.stream().map(PaymentView::of).toList();
    }

    @Override
    public List<SubscriptionView> subscriptions(List<Subscription> all) {
        Map<UUID, Customer> buyers = customers.findAll(ids(all, Subscription::customerId));
        Map<UUID, Product> goods = products.findAll(ids(all, Subscription::productId));
        Map<UUID, Price> prices = soldPrices(products, all, goods.values());
        return all.stream().map(one -> {
            Product product = known(goods, one.productId());
            return SubscriptionView.of(one, known(buyers, one.customerId()), product, soldAt(one, product, prices));
        }).toList();
    }

    @Override
    public List<OrderView> orders(List<Order> all) {
        Map<UUID, Customer> buyers = customers.findAll(ids(all, Order::customerId));
        Map<UUID, Product> goods = products.findAll(ids(all, Order::productId));
        Map<UUID, Subscription> owners = subscriptions.findAll(ids(all, Order::subscriptionId));
        Map<UUID, Price> prices = products.prices(ids(all, OrderView::firstPriceOf), goods.values());
        return all.stream().map(one -> {
            var product = find(goods, one.productId());
            var price = find(prices, OrderView.firstPriceOf(one));
            return OrderView.of(one, known(buyers, one.customerId()), product, find(owners, one.subscriptionId()),
                    price == null || product == null ? null : PriceView.of(price, product));
        }).toList();
    }

    @Override
    public List<CheckoutView> checkouts(List<Checkout> all) {
        return checkouts.views(all);
    }

    @Override
    public CheckoutView checkout(Checkout checkout, Collection<Product> offered) {
        return checkouts.view(checkout, offered);
    }

    @Override
    public CheckoutPublicView checkoutPublic(Checkout checkout, Organization seller) {
        return checkouts.publicView(checkout, seller);
    }

    @Override
    public CheckoutConfirmedView checkoutConfirmed(Checkout checkout, Organization seller, @Nullable String sessionToken) {
        return checkouts.confirmedView(checkout, seller, sessionToken);
    }

    @Override
    public CustomerStateView customerState(Customer customer) {
        return CustomerStateView.of(customer, subscriptions.activeOf(customer.id()));
    }

    /** The prices the subscriptions were sold at, by id. */
    static Map<UUID, Price> soldPrices(Products products, List<Subscription> all, Collection<Product> goods) {
        return products.prices(all.stream().flatMap(one -> one.lines().stream()).map(Subscription.Line::priceId).collect(toSet()), goods);
    }

    static List<PriceView> soldAt(Subscription subscription, Product product, Map<UUID, Price> prices) {
        return subscription.lines().stream().map(line -> PriceView.of(known(prices, line.priceId()), product)).toList();
    }

    static <T> Set<UUID> ids(Collection<T> all, Function<T, @Nullable UUID> id) {
        return all.stream().map(id).filter(Objects::nonNull).collect(toSet());
    }

    static <T> @Nullable T find(Map<UUID, T> found, @Nullable UUID id) {
        return id == null ? null : found.get(id);
    }

    static <T> T known(Map<UUID, T> found, UUID id) {
        return requireNonNull(found.get(id), () -> "a row refers to " + id + ", which is not there");
    }
}
