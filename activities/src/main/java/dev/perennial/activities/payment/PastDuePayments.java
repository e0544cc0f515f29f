package dev.perennial.activities.payment;

import dev.perennial.activities.Facts;
import dev.perennial.core.order.Order;
import dev.perennial.core.order.Orders;
import dev.perennial.core.payment.PaymentAttempt;
import dev.perennial.core.payment.PaymentAttempts;
import dev.perennial.core.subscription.DunningSchedule;
import dev.perennial.core.subscription.Subscription;
import dev.perennial.core.subscription.Subscriptions;
import dev.perennial.core.testclock.BillingTime;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.UUID;

/** Has what is past due charged to another saved method, as soon as a customer has chosen one (spec 03 §17.3). */
@Singleton
public class PastDuePayments {
    private final Subscriptions subscriptions;
    private final Orders orders;
    private final PaymentAttempts attempts;
    private final Facts facts;
    private final BillingTime time;

    PastDuePayments(Subscriptions subscriptions, Orders orders, PaymentAttempts attempts, Facts facts, BillingTime time) {
        this.subscriptions = subscriptions;
        this.orders = orders;
        this.attempts = attempts;
        this.facts = facts;
        this.time = time;
    }

    /** Commits a charge of every pending order of the customer's past due subscriptions, in the caller's transaction and before it locks the customer. */
    public void chargeWith(UUID method, UUID customerId, Instant now) {
        for (UUID id : subscriptions.pastDueOf(customerId)) {
            chargeWith(method, subscriptions.lock(id), now);
        }
    }

    /** Commits a charge of every pending order of a locked subscription, if it is past due and still within its grace period. */
    void chargeWith(UUID method, Subscription subscription, Instant now) {
        Instant since = subscription.pastDueAt();
        if (since == null || !now.isBefore(DunningSchedule.deadline(since))) {
            return;
        }
        subscriptions.update(subscription.payingWith(method, now));
        var batch = facts.about(subscription.organizationId(), subscription.id());
        for (Order order : orders.lockPendingOf(subscription.id())) {
            if (order.collection().nextAttemptAt() != null && attempts.findOpenOfOrder(order.id()).isEmpty()) {
                attempts.insert(PaymentAttempt.ofOrder(order, PaymentAttempt.Trigger.RETRY_PAYMENT_METHOD_UPDATE, method, null, now, time.realNow()));
                orders.update(order.collecting(order.collection(), now, now));
                batch.internal(Facts.COLLECTION_STARTED, order.id());
            }
        }
        batch.write(now);
    }
}
