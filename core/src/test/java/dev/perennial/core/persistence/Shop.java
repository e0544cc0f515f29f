package dev.perennial.core.persistence;

import dev.perennial.core.catalog.Price;
import dev.perennial.core.catalog.Product;
import dev.perennial.core.catalog.Products;
import dev.perennial.core.catalog.Visibility;
import dev.perennial.core.checkout.Buyer;
import dev.perennial.core.checkout.Checkout;
import dev.perennial.core.checkout.CheckoutStatus;
import dev.perennial.core.checkout.Checkouts;
import dev.perennial.core.customer.BillingAddress;
import dev.perennial.core.customer.Customer;
import dev.perennial.core.customer.CustomerType;
import dev.perennial.core.customer.Customers;
import dev.perennial.core.money.Currency;
import dev.perennial.core.money.Money;
import dev.perennial.core.order.BillingReason;
import dev.perennial.core.order.Order;
import dev.perennial.core.order.OrderStatus;
import dev.perennial.core.order.Orders;
import dev.perennial.core.organization.Organization;
import dev.perennial.core.organization.OrganizationStatus;
import dev.perennial.core.organization.Organizations;
import dev.perennial.core.payment.PaymentAttempt;
import dev.perennial.core.payment.PaymentAttempts;
import dev.perennial.core.payment.PaymentMethod;
import dev.perennial.core.payment.PaymentMethods;
import dev.perennial.core.subscription.Subscription;
import dev.perennial.core.subscription.SubscriptionState.Active;
import dev.perennial.core.subscription.Subscriptions;
import dev.perennial.core.testclock.TestClock;
import dev.perennial.core.testclock.TestClocks;
import dev.perennial.core.time.BillingInterval;
import dev.perennial.core.time.BillingPeriod;
import dev.perennial.core.time.IntervalUnit;
import dev.perennial.core.time.RealInstant;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows that a test's own row refers to, each stored and as plain as it may be. */
public final class Shop {
    public static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123456Z");
    /** The same in real time. */
    public static final RealInstant REAL_NOW = new RealInstant(NOW);
    public static final BillingInterval MONTHLY = new BillingInterval(IntervalUnit.MONTH, 1);

    private final TestDatabase database;

    public Shop(TestDatabase database) { this.database = database; }

    public static Money usd(long cents) {
        return new Money(cents, Currency.USD);
    }

    public Organization organization() {
        UUID id = UUID.randomUUID();
        var organization = Organization.founded(id, NOW, "Acme", "acme-" + id, OrganizationStatus.ACTIVE);
        database.get(Organizations.class).insert(organization);
        return organization;
    }

    public Product product(UUID organization, long cents) {
        UUID id = UUID.randomUUID();
        var price = new Price(UUID.randomUUID(), NOW, null, id, Price.CATALOG, usd(cents), null, false);
        var product = new Product(id, NOW, null, organization, "Pro", null, Visibility.PUBLIC, MONTHLY, false, Map.of(), List.of(price));
        database.get(Products.class).insert(product);
        return product;
    }

    public Customer customer(UUID organization) {
        UUID id = UUID.randomUUID();
        Customers customers = database.get(Customers.class);
        var customer = new Customer(id, NOW, null, organization, CustomerType.INDIVIDUAL, null, id + "@example.com", false, null, "Ada",
                null, new BillingAddress(null, null, "10115", "Berlin", null, "DE"), null, null, Map.of(), customers.nextShortId(NOW), null, null,
                null, null);
        customers.insert(customer);
        return customer;
    }

    public PaymentMethod card(UUID customer, String processorId) {
        return database.get(PaymentMethods.class).save(new PaymentMethod(UUID.randomUUID(), NOW, null, customer, processorId, "card",
                new PaymentMethod.Card("visa", "4242", 12, 2030, null, "US", "fingerprint")));
    }

    public Checkout checkout(Product product, @Nullable UUID customer) {
        UUID id = UUID.randomUUID();
        var buyer = new Buyer(customer, null, null, null, null, null, null, false);
        var options = new Checkout.Options(false, true, true, null, null, null, null, null);
        var checkout = new Checkout(id, NOW, null, product.organizationId(), CheckoutStatus.OPEN, "secret-" + id, NOW.plus(Checkout.LIFETIME),
                List.of(product.id()), product.id(), product.prices().getFirst().id(), product.prices().getFirst().amount(), buyer, options,
                new Checkout.Content(Map.of(), Map.of(), Map.of()), null, null, null, NOW.plus(Checkout.LIFETIME));
        database.get(Checkouts.class).insert(checkout);
        return checkout;
    }

    /** An active subscription in its first period; not stored. */
    public Subscription newSubscription(Product product, UUID customer, @Nullable UUID clock) {
        Price price = product.prices().getFirst();
        return new Subscription(UUID.randomUUID(), NOW, null, product.organizationId(), customer, product.id(), null, MONTHLY, 1, price.amount(),
                List.of(new Subscription.Line(price.id(), price.amount())), NOW, MONTHLY.periodFrom(NOW, 1), new Active(), null, null, Map.of(),
                Map.of(), clock);
    }

    public Subscription subscription(Product product, UUID customer, @Nullable UUID clock) {
        Subscription subscription = newSubscription(product, customer, clock);
        database.get(Subscriptions.class).insert(subscription);
        return subscription;
    }

    /** A pending order of the subscription's period with one item; not stored. */
    public Order newOrder(Subscription of, BillingPeriod period) {
        UUID id = UUID.randomUUID();
        var item = new Order.Item(UUID.randomUUID(), NOW, "Pro", of.amount(), false, of.lines().getFirst().priceId());
        return new Order(id, NOW, null, of.organizationId(), of.customerId(), of.productId(), of.id(), null, OrderStatus.PENDING,
                BillingReason.SUBSCRIPTION_CYCLE, of.amount(), Money.zero(of.amount().currency()), usd(0), null, null, "INV-" + id, null, "Pro",
                Map.of(), Map.of(), period, null, null,
                Order.Collection.NONE, List.of(item), of.testClockId(), null);
    }

    public Order order(Subscription of) {
        Order order = newOrder(of, of.period());
        database.get(Orders.class).insert(order);
        return order;
    }

    public PaymentAttempt attempt(Order order, PaymentAttempt.Trigger trigger, PaymentAttempt.State state) {
        var attempt = new PaymentAttempt(UUID.randomUUID(), NOW, PaymentAttempt.Kind.PAYMENT, order.organizationId(), order.customerId(), null,
                order.id(), null, trigger, order.due(), null, state, null, null, null, false, 0, REAL_NOW, REAL_NOW, null);
        database.get(PaymentAttempts.class).insert(attempt);
        return attempt;
    }

    public TestClock clock(UUID organization) {
        var clock = new TestClock(UUID.randomUUID(), REAL_NOW, null, organization, "year", NOW, NOW.plus(Duration.ofDays(1)), TestClock.Status.READY,
                null,
                null);
        database.get(TestClocks.class).insert(clock);
        return clock;
    }
}
