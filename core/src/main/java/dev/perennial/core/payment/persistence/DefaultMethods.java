package dev.perennial.core.payment.persistence;

import dev.perennial.core.customer.Customers;
import dev.perennial.core.order.Orders;
import dev.perennial.core.outbox.Outbox;
import dev.perennial.core.payment.DefaultMethod;
import dev.perennial.core.payment.PaymentAttempts;
import dev.perennial.core.payment.PaymentMethods;
import dev.perennial.core.subscription.Subscriptions;
import dev.perennial.core.testclock.BillingTime;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;

/** Gives the change of a default method the rows it works on. */
@Factory
final class DefaultMethods {
    @Singleton
    DefaultMethod defaultMethod(Customers customers, PaymentMethods methods, Subscriptions subscriptions, Orders orders, PaymentAttempts attempts,
            Outbox outbox, BillingTime time) {
        return new DefaultMethod(customers, methods, subscriptions, orders, attempts, outbox, time);
    }
}
