package dev.perennial.activities.order;

import dev.perennial.activities.Facts;
import dev.perennial.core.order.Order;
import dev.perennial.core.order.Order.Collection;
import dev.perennial.core.order.Orders;
import dev.perennial.core.payment.PaymentAttempt.Trigger;
import dev.perennial.core.subscription.DunningSchedule;
import dev.perennial.core.subscription.DunningStep;
import dev.perennial.core.subscription.Subscription;
import dev.perennial.core.subscription.SubscriptionState;
import dev.perennial.core.subscription.Subscriptions;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What paid, failed and exhausted mean for an order and its subscription, both locked by the caller's transaction (spec 03 §17, 04 §1.10 and §1.11).
 */
@Singleton
public class OrderPayments {
    private final Orders orders;
    private final Subscriptions subscriptions;
    private final Facts facts;

    OrderPayments(Orders orders, Subscriptions subscriptions, Facts facts) {
        this.orders = orders;
        this.subscriptions = subscriptions;
        this.facts = facts;
    }

    /**
     * A pending order has been paid: its subscription recovers, unless another order of it is still being collected.
     *
     * @param paid the order as it was the moment it became paid
     * @param settled the same with the platform's fee, where the settlement was known at once
     * @param subscription the order's subscription with what the payment changed about it, not stored yet; null when it has none
     */
    public void paid(Order paid, Order settled, @Nullable Subscription subscription, Instant now) {
        var batch = facts.about(paid.organizationId(), subscription == null ? paid.id() : subscription.id());
        if (subscription != null) {
            boolean allPaid = orders.lockPendingOf(subscription.id()).stream().noneMatch(other -> other.collection().nextAttemptAt() != null);
            Subscription after = allPaid ? subscription.recovered(now) : subscription;
            boolean recovered = !after.state().equals(subscription.state());
            if (!after.equals(subscriptions.get(subscription.id()))) {
                subscriptions.update(after);
            }
            if (recovered) {
                batch.subscription(after, "subscription.updated", "subscription.active").internal(Facts.SUBSCRIPTION_CHANGED_ELSEWHERE, after.id())
                        .customerStateChanged(after.customerId());
            }
        }
        batch.order(paid, "order.updated", "order.paid");
        if (!settled.equals(paid)) {
            batch.order(settled, "order.updated");
        }
        batch.write(now);
    }

    /**
     * A try to charge a pending order has failed, or there was nothing to charge: the dunning schedule goes on, or is exhausted. A try the customer made by
     * hand changes nothing but what is waited for.
     */
    public void failed(Order order, Trigger trigger, @Nullable String declineCode, Instant now) {
        UUID subscriptionId = order.subscriptionId();
        if (subscriptionId == null) {
            orders.update(order.collecting(Collection.NONE, null, now));
            return;
        }
        Subscription subscription = subscriptions.lock(subscriptionId);
        if (subscription.isEnded()) {
            voidOrder(order, now);
        } else if (!trigger.countsForDunning()) {
            orders.update(order.collecting(order.collection(), order.collection().nextAttemptAt(), now));
        } else {
            takeStep(order, subscription, declineCode, now);
        }
    }

    /** Writes an order off whose subscription has ended. */
    public void voidOrder(Order order, Instant now) {
        Order written = order.voided(now);
        orders.update(written);
        UUID subscription = order.subscriptionId();
        facts.about(order.organizationId(), subscription == null ? order.id() : subscription).order(written, "order.updated").write(now);
    }

    private void takeStep(Order order, Subscription subscription, @Nullable String declineCode, Instant now) {
        Subscription pastDue = subscription.paymentFailed(now);
        int failures = order.collection().failedAttempts() + 1;
        Instant since = pastDue.pastDueAt();
        DunningStep step = DunningSchedule.afterFailure(failures, since == null ? now : since, now, declineCode);
        var batch = facts.about(order.organizationId(), subscription.id());
        switch (step) {
            case DunningStep.RetryAt(var at) -> {
                Order waiting = order.collecting(new Collection(failures, at), at, now);
                orders.update(waiting);
                if (!pastDue.state().equals(subscription.state())) {
                    subscriptions.update(pastDue);
                    batch.subscription(pastDue, "subscription.updated", "subscription.past_due").customerStateChanged(pastDue.customerId())
                            .internal(Facts.SUBSCRIPTION_CHANGED_ELSEWHERE, pastDue.id());
                }
                batch.order(waiting, "order.updated").internal(Facts.COLLECTION_STARTED, order.id());
            }
            case DunningStep.GiveUp() -> {
                Subscription ended = pastDue.state() instanceof SubscriptionState.Canceled ? pastDue : pastDue.revoke(null, null, now);
                subscriptions.update(ended);
                batch.subscription(ended, "subscription.updated", "subscription.canceled", "subscription.revoked")
                        .customerStateChanged(ended.customerId())
                        .internal(Facts.SUBSCRIPTION_CHANGED_ELSEWHERE, ended.id());
                Order written = order.collecting(new Collection(failures, null), null, now).voided(now);
                orders.update(written);
                batch.order(written, "order.updated");
                askOthersToBeVoided(ended, order.id(), batch, now);
            }
        }
        batch.write(now);
    }

    /** Asks the owners of a subscription's other pending orders to write them off: each does it when no payment of its own is under way. */
    public void askOthersToBeVoided(Subscription ended, @Nullable UUID except, Facts.Batch batch, Instant now) {
        for (Order pending : orders.lockPendingOf(ended.id())) {
            if (!pending.id().equals(except)) {
                orders.update(pending.collecting(pending.collection(), now, now));
                batch.internal(Facts.COLLECTION_STARTED, pending.id());
            }
        }
    }
}
