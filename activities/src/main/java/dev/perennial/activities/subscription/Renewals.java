package dev.perennial.activities.subscription;

import dev.perennial.activities.Facts;
import dev.perennial.activities.order.OrderPayments;
import dev.perennial.activities.order.PayingMethod;
import dev.perennial.activities.payment.Books;
import dev.perennial.core.catalog.Product;
import dev.perennial.core.catalog.Products;
import dev.perennial.core.customer.Customer;
import dev.perennial.core.customer.Customers;
import dev.perennial.core.order.BillingReason;
import dev.perennial.core.order.CustomerBalances;
import dev.perennial.core.order.Order;
import dev.perennial.core.order.OrderDraft;
import dev.perennial.core.order.Orders;
import dev.perennial.core.organization.Organization;
import dev.perennial.core.payment.PaymentAttempt;
import dev.perennial.core.payment.PaymentAttempts;
import dev.perennial.core.subscription.Subscription;
import dev.perennial.core.testclock.BillingTime;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The order of a period that begins, and its first charge (spec 03 §8.4, §9.2). Part of the transaction that begins the period. */
@Singleton
class Renewals {
    private final Products products;
    private final Customers customers;
    private final Orders orders;
    private final PaymentAttempts attempts;
    private final PayingMethod payingMethod;
    private final OrderPayments payments;
    private final CustomerBalances balances;
    private final Books books;
    private final Facts facts;
    private final BillingTime time;

    Renewals(Products products, Customers customers, Orders orders, PaymentAttempts attempts, PayingMethod payingMethod, OrderPayments payments,
            CustomerBalances balances, Books books, Facts facts, BillingTime time) {
        this.products = products;
        this.customers = customers;
        this.orders = orders;
        this.attempts = attempts;
        this.payingMethod = payingMethod;
        this.payments = payments;
        this.balances = balances;
        this.books = books;
        this.facts = facts;
        this.time = time;
    }

    /**
     * A period that has begun.
     *
     * @param attempt the charge to be made, or null when there is nothing to charge or nothing to charge it to
     */
    record Begun(Subscription subscription, @Nullable UUID attempt) {}

    Begun begin(Subscription renewed, Organization organization, Instant now) {
        var invoice = customers.numberInvoice(renewed.customerId());
        Customer customer = invoice.customer();
        Product product = products.get(renewed.productId());
        var prices = List.copyOf(products.prices(renewed.lines().stream().map(Subscription.Line::priceId).toList(), List.of(product)).values());
        Order order = new OrderDraft(organization, customer, product, prices, BillingReason.SUBSCRIPTION_CYCLE).of(renewed)
                .numbered(invoice.number(), balances.of(customer.id(), renewed.amount().currency()), now);
        var batch = facts.about(renewed.organizationId(), renewed.id()).subscription(renewed, "subscription.cycled", "subscription.updated")
                .customerStateChanged(renewed.customerId()).order(order, "order.created");
        if (order.charged().isZero()) {
            Order paid = order.paid(null, now);
            orders.insert(paid);
            books.paidWithoutCharge(paid, now);
            batch.order(paid, "order.updated", "order.paid").write(now);
            return new Begun(renewed, null);
        }
        orders.insert(order);
        batch.write(now);
        UUID method = payingMethod.of(renewed, customer);
        if (method == null) {
            var standing = payments.failed(new OrderPayments.Standing(order, renewed), PaymentAttempt.Trigger.SUBSCRIPTION_CYCLE, null, now);
            return new Begun(Objects.requireNonNullElse(standing.subscription(), renewed), null);
        }
        PaymentAttempt attempt = PaymentAttempt.ofOrder(order, PaymentAttempt.Trigger.SUBSCRIPTION_CYCLE, method, null, now, time.realNow());
        attempts.insert(attempt);
        return new Begun(renewed, attempt.id());
    }
}
