package dev.perennial.activities.order;

import dev.perennial.activities.Facts;
import dev.perennial.core.order.Order;
import dev.perennial.core.order.Order.Collection;
import dev.perennial.core.order.Orders;
import dev.perennial.core.payment.PaymentAttempt.Trigger;
import dev.perennial.core.subscription.DunningSchedule;
import dev.perennial.core.subscription.DunningStep;
import dev.perennial.core.subscription.Subscription;
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

    /** An order and its subscription, if it has one, as their rows stand. */
    public record Standing(Order order, @Nullable Subscription subscription) {}

    /**
     * A pending order has been paid: its subscription recovers, unless another order of it is still being collected.
     *
     * @param paid the order as it was the moment it became paid
     * @param stored the same as it is stored, with the platform's fee where the settlement was known at once, and the subscription as it was before
     * @param paying the order's subscription with what the payment changed about it, not stored yet; null when it has none
     * @return how both stand afterwards
     */
    public Standing paid(Order paid, Standing stored, @Nullable Subscription paying, Instant now) {
        Order settled = stored.order();
        var batch = facts.about(paid.organizationId(), paying == null ? paid.id() : paying.id());
        Subscription after = paying;
        if (paying != null) {
            after = isAllPaid(paying) ? paying.recovered(now) : paying;
            if (!after.equals(stored.subscription())) {
                subscriptions.update(after);
            }
            if (!after.state().equals(paying.state())) {
                batch.subscription(after, "subscription.updated", "subscription.active").internal(Facts.SUBSCRIPTION_CHANGED_ELSEWHERE, after.id())
                        .customerStateChanged(after.customerId());
            }
        }
        batch.order(paid, "order.updated", "order.paid");
        if (settled.settledAt() != null) {
            batch.order(settled, "order.updated");
        } else if (settled.awaitsSettlement()) {
            batch.internal(Facts.COLLECTION_STARTED, settled.id());
        }
        batch.write(now);
        return new Standing(settled, after);
    }

    /** Only what is past due has other orders that are still being collected. */
    private boolean isAllPaid(Subscription subscription) {
        return subscription.pastDueAt() == null
                || orders.lockPendingOf(subscription.id()).stream().noneMatch(other -> other.collection().nextAttemptAt() != null);
    }

    /**
     * A try to charge a pending order has failed, or there was nothing to charge: the dunning schedule goes on, or is exhausted. A try the customer made by
     * hand changes nothing but what is waited for.
     *
     * @return how both stand afterwards
     */
    public Standing failed(Standing seen, Trigger trigger, @Nullable String declineCode, Instant now) {
        Order order = seen.order();
        Subscription subscription = seen.subscription();
        if (subscription == null) {
            return new Standing(store(order.collecting(Collection.NONE, null, now)), null);
        }
        if (subscription.isEnded()) {
            return new Standing(voidOrder(order, now), subscription);
        }
        return trigger.countsForDunning()
                ? takeStep(order, subscription, declineCode, now)
                : new Standing(store(order.collecting(order.collection(), order.collection().nextAttemptAt(), now)), subscription);
    }

    /** Writes an order off whose subscription has ended. */
    public Order voidOrder(Order order, Instant now) {
        Order written = store(order.voided(now));
        UUID subscription = order.subscriptionId();
        facts.about(order.organizationId(), subscription == null ? order.id() : subscription).order(written, "order.updated").write(now);
        return written;
    }

    private Standing takeStep(Order order, Subscription subscription, @Nullable String declineCode, Instant now) {
        Subscription pastDue = subscription.paymentFailed(now);
        int failures = order.collection().failedAttempts() + 1;
        Instant since = pastDue.pastDueAt();
        DunningStep step = DunningSchedule.afterFailure(failures, since == null ? now : since, now, declineCode);
        var batch = facts.about(order.organizationId(), subscription.id());
        Standing after = switch (step) {
            case DunningStep.RetryAt(var at) -> {
                Order waiting = store(order.collecting(new Collection(failures, at), at, now));
                if (!pastDue.state().equals(subscription.state())) {
                    subscriptions.update(pastDue);
                    batch.subscription(pastDue, "subscription.updated", "subscription.past_due").customerStateChanged(pastDue.customerId())
                            .internal(Facts.SUBSCRIPTION_CHANGED_ELSEWHERE, pastDue.id());
                }
                batch.order(waiting, "order.updated").internal(Facts.COLLECTION_STARTED, order.id());
                yield new Standing(waiting, pastDue);
            }
            case DunningStep.GiveUp() -> {
                Order written = store(order.collecting(new Collection(failures, null), null, now).voided(now));
                Subscription ended = pastDue.revoke(null, null, now);
                end(ended, batch, now);
                batch.internal(Facts.SUBSCRIPTION_CHANGED_ELSEWHERE, ended.id()).order(written, "order.updated");
                yield new Standing(written, ended);
            }
        };
        batch.write(now);
        return after;
    }

    private Order store(Order order) {
        orders.update(order);
        return order;
    }

    /**
     * A locked subscription has ended, by whatever way: its row is stored, everybody is told, and the owners of what it still owes are asked to write that off,
     * which each does when no payment of its own is under way (SUB-8).
     *
     * @param batch the facts of the transaction; the caller writes them
     */
    public void end(Subscription ended, Facts.Batch batch, Instant now) {
        if (!ended.isEnded()) {
            throw new IllegalArgumentException("subscription " + ended.id() + " goes on");
        }
        subscriptions.update(ended);
        batch.subscription(ended, "subscription.updated", "subscription.canceled", "subscription.revoked").customerStateChanged(ended.customerId());
        for (Order owed : orders.lockPendingOf(ended.id())) {
            orders.update(owed.collecting(owed.collection(), now, now));
            batch.internal(Facts.COLLECTION_STARTED, owed.id());
        }
    }
}
