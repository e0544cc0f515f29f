package dev.perennial.core.payment;

import dev.perennial.core.customer.Customers;
import dev.perennial.core.order.Order;
import dev.perennial.core.order.Orders;
import dev.perennial.core.outbox.Fact;
import dev.perennial.core.outbox.Outbox;
import dev.perennial.core.subscription.DunningSchedule;
import dev.perennial.core.subscription.Subscription;
import dev.perennial.core.subscription.SubscriptionState.PastDue;
import dev.perennial.core.subscription.Subscriptions;
import dev.perennial.core.testclock.BillingTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What it means for a customer's subscriptions that another saved method is their default (SUB-11, SUB-12): one operation for everybody who changes the
 * default, part of the transaction that does so.
 */
public final class DefaultMethod {
    private final Customers customers;
    private final PaymentMethods methods;
    private final Subscriptions subscriptions;
    private final Orders orders;
    private final PaymentAttempts attempts;
    private final Outbox outbox;
    private final BillingTime time;

    public DefaultMethod(Customers customers, PaymentMethods methods, Subscriptions subscriptions, Orders orders, PaymentAttempts attempts,
            Outbox outbox,
            BillingTime time) {
        this.customers = customers;
        this.methods = methods;
        this.subscriptions = subscriptions;
        this.orders = orders;
        this.attempts = attempts;
        this.outbox = outbox;
        this.time = time;
    }

    /** Locks all that {@link #choose} may change, before anything else of the customer's is locked. */
    public void lock(UUID customerId) {
        subscriptions.runningOf(customerId).forEach(subscriptions::lock);
    }

    /** The method that stands for the default: the one the customer has chosen, else the oldest saved one. */
    public Optional<UUID> standing(UUID customerId) {
        return Optional.ofNullable(customers.get(customerId).defaultPaymentMethodId())
                .or(() -> methods.ofCustomer(customerId).stream().findFirst().map(PaymentMethod::id));
    }

    /**
     * Moves every live subscription that paid with the former default to the new one, and has all that is past due charged to it at once.
     *
     * @param former what stood for the default before, see {@link #standing}: read before the new method was saved; null when there was none
     * @param now billing time
     */
    public void choose(UUID customerId, UUID chosen, @Nullable UUID former, Instant now) {
        for (UUID id : subscriptions.runningOf(customerId)) {
            Subscription subscription = subscriptions.lock(id);
            if (subscription.isEnded()) {
                continue;
            }
            if (subscription.state() instanceof PastDue(var since) && now.isBefore(DunningSchedule.deadline(since))) {
                subscriptions.update(subscription.payingWith(chosen, now));
                chargeDebtsOf(subscription, chosen, now);
            } else if (former != null && former.equals(subscription.paymentMethodId())) {
                subscriptions.update(subscription.payingWith(chosen, now));
            }
        }
    }

    /** What is being charged already is left alone. */
    private void chargeDebtsOf(Subscription subscription, UUID method, Instant now) {
        List<Fact> facts = new ArrayList<>();
        for (Order order : orders.lockPendingOf(subscription.id())) {
            if (order.collection().nextAttemptAt() != null && attempts.findOpenOfOrder(order.id()).isEmpty()) {
                attempts.insert(PaymentAttempt.ofOrder(order, PaymentAttempt.Trigger.RETRY_PAYMENT_METHOD_UPDATE, method, null, now, time.realNow()));
                orders.update(order.collecting(order.collection(), now, now));
                facts.add(Fact.internal(Order.COLLECTION_STARTED, order.organizationId(), order.id(), subscription.id()));
            }
        }
        outbox.append(facts, now);
    }
}
