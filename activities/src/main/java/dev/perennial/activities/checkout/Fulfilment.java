package dev.perennial.activities.checkout;

import dev.perennial.activities.Facts;
import dev.perennial.core.catalog.Price;
import dev.perennial.core.catalog.Product;
import dev.perennial.core.catalog.Products;
import dev.perennial.core.checkout.Checkout;
import dev.perennial.core.checkout.Checkouts;
import dev.perennial.core.customer.Customer;
import dev.perennial.core.customer.Customers;
import dev.perennial.core.order.BillingReason;
import dev.perennial.core.order.Order;
import dev.perennial.core.order.Orders;
import dev.perennial.core.order.OrderDraft;
import dev.perennial.core.organization.Organization;
import dev.perennial.core.organization.Organizations;
import dev.perennial.core.payment.Payments;
import dev.perennial.core.subscription.Subscription;
import dev.perennial.core.subscription.SubscriptionState;
import dev.perennial.core.subscription.Subscriptions;
import dev.perennial.core.time.BillingInterval;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A paid or free session becomes what was bought: a subscription where it recurs, and always a paid order. One transaction, the caller's. */
@Singleton
public class Fulfilment {
    private final Checkouts checkouts;
    private final Products products;
    private final Organizations organizations;
    private final Customers customers;
    private final Subscriptions subscriptions;
    private final Orders orders;
    private final Payments payments;
    private final Facts facts;

    Fulfilment(Checkouts checkouts, Products products, Organizations organizations, Customers customers, Subscriptions subscriptions, Orders orders,
            Payments payments, Facts facts) {
        this.checkouts = checkouts;
        this.products = products;
        this.organizations = organizations;
        this.customers = customers;
        this.subscriptions = subscriptions;
        this.orders = orders;
        this.payments = payments;
        this.facts = facts;
    }

    /** Money that was taken for a session. */
    public interface Takings {
        /** Keeps what it was paid with for renewals, if that can be used again. */
        @Nullable
        UUID keepMethod(Instant now);

        /** What the paid order means for the books. Writes nothing yet: the order's row comes first. */
        Booked book(Order paid, Organization seller, Instant now);
    }

    /**
     * An order with its entry in the books.
     *
     * @param order the order with what the platform takes, or with when to ask for the settlement while that is unknown
     * @param posting writes the entry, once the order's row is stored
     */
    public record Booked(Order order, Runnable posting) {}

    /**
     * What a session sells, by whom and to whom.
     *
     * @param customer locked until the transaction ends
     * @param customerHasAnother whether it sells a subscription to somebody who has the only one that the seller allows
     */
    public record Sale(Checkout checkout, Product product, Organization seller, Customer customer, boolean customerHasAnother) {}

    /** Gathers what has to be known before a session is fulfilled. Locks the customer, so that of two sessions of one buyer the second sees the first. */
    public Sale saleOf(Checkout checkout) {
        Product product = products.get(checkout.productId());
        Organization seller = organizations.get(checkout.organizationId());
        Customer customer = customers.lock(customerOf(checkout));
        boolean another = product.isRecurring() && !seller.allowMultipleSubscriptions() && subscriptions.hasBillable(customer.id());
        return new Sale(checkout, product, seller, customer, another);
    }

    /**
     * Fulfils a session.
     *
     * @param takings what was paid; null for a session that costs nothing
     */
    public Checkout fulfil(Sale sale, @Nullable Takings takings, Instant now) {
        Checkout checkout = sale.checkout();
        Product product = sale.product();
        Organization organization = sale.seller();
        List<Price> prices = List.copyOf(products.prices(List.of(checkout.priceId()), List.of(product)).values());
        Numbers numbers = numbers(sale.customer().id(), takings != null);
        Customer customer = numbers.customer();
        BillingInterval interval = product.interval();
        Subscription subscription = interval == null
                ? null
                : subscriptionOf(checkout, product, interval, prices, customer, takings == null ? null : takings.keepMethod(now), now);
        if (subscription != null) {
            subscriptions.insert(subscription);
        }
        Order unpaid = new OrderDraft(organization, customer, product, prices,
                interval == null ? BillingReason.PURCHASE : BillingReason.SUBSCRIPTION_CREATE)
                .of(checkout, subscription).numbered(numbers.invoice(), now);
        Order paid = unpaid.paid(numbers.receipt(), now);
        Booked booked = takings == null ? new Booked(paid, () -> {}) : takings.book(paid, organization, now);
        orders.insert(booked.order());
        booked.posting().run();
        if (takings != null) {
            payments.linkToOrder(checkout.id(), paid.id());
        }
        Checkout succeeded = checkout.succeeded(subscription == null ? null : subscription.id(), paid.id(), now);
        checkouts.update(succeeded);
        announce(succeeded, subscription, paid, booked.order(), now);
        return succeeded;
    }

    /** @param receipt null where no money was taken */
    private record Numbers(Customer customer, int invoice, @Nullable String receipt) {}

    private Numbers numbers(UUID customerId, boolean charged) {
        if (charged) {
            var sale = customers.numberSale(customerId);
            return new Numbers(sale.customer(), sale.invoice(), sale.customer().receiptNumber(sale.receipt()));
        }
        var free = customers.numberInvoice(customerId);
        return new Numbers(free.customer(), free.number(), null);
    }

    private static Subscription subscriptionOf(Checkout checkout, Product product, BillingInterval interval, List<Price> prices, Customer customer,
            @Nullable UUID paymentMethod, Instant now) {
        int anchor = BillingInterval.anchorDayOf(now);
        List<Subscription.Line> lines = new ArrayList<>();
        prices.forEach(price -> lines.add(new Subscription.Line(price.id(), price.amount())));
        return new Subscription(UUID.randomUUID(), now, null, checkout.organizationId(), customer.id(), product.id(), checkout.id(), interval, anchor,
                checkout.amount(), lines, now, interval.periodFrom(now, anchor), new SubscriptionState.Active(), null, paymentMethod,
                checkout.content().metadata(), checkout.content().customFieldData(), checkout.testClockId());
    }

    private void announce(Checkout succeeded, @Nullable Subscription subscription, Order paid, Order settled, Instant now) {
        var batch = facts.about(paid.organizationId(), subscription == null ? paid.id() : subscription.id());
        if (subscription != null) {
            batch.subscription(subscription, "subscription.created", "subscription.active", "subscription.updated")
                    .customerStateChanged(paid.customerId());
        }
        batch.order(paid, "order.created", "order.updated", "order.paid").checkout(succeeded, "checkout.updated");
        if (settled.settledAt() != null) {
            batch.order(settled, "order.updated");
        } else if (settled.awaitsSettlement()) {
            batch.internal(Facts.COLLECTION_STARTED, settled.id());
        }
        batch.write(now);
    }

    private static UUID customerOf(Checkout checkout) {
        UUID customer = checkout.buyer().customerId();
        if (customer == null) {
            throw new IllegalStateException("checkout " + checkout.id() + " is confirmed without a customer");
        }
        return customer;
    }
}
