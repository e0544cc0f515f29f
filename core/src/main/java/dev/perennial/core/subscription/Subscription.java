package dev.perennial.core.subscription;

import dev.perennial.core.money.Money;
import dev.perennial.core.subscription.SubscriptionState.Active;
import dev.perennial.core.subscription.SubscriptionState.Canceled;
import dev.perennial.core.subscription.SubscriptionState.PastDue;
import dev.perennial.core.time.BillingInterval;
import dev.perennial.core.time.BillingPeriod;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A customer's lasting purchase of a product.
 *
 * @param anchorDay the day of the month a period ends on where the month has it (spec 03 §4)
 * @param lines the prices it was sold at, with their amounts frozen
 * @param cancellation set from the request to end it on, and kept afterwards
 */
public record Subscription(UUID id, Instant createdAt, @Nullable Instant modifiedAt, UUID organizationId, UUID customerId, UUID productId,
        @Nullable UUID checkoutId, BillingInterval interval, int anchorDay, Money amount, List<Line> lines, Instant startedAt, BillingPeriod period,
        SubscriptionState state, @Nullable Cancellation cancellation, @Nullable UUID paymentMethodId, Map<String, Object> metadata,
        Map<String, Object> customFieldData, @Nullable UUID testClockId) {

    /** One price of the subscription and what it costs per period. */
    public record Line(UUID priceId, Money amount) {}

    /** When its workflow has something to do: the end of the period, or never. */
    public @Nullable Instant nextWakeAt() {
        return isEnded() ? null : period.end();
    }

    public boolean isEnded() { return state instanceof Canceled; }

    public boolean endsAtPeriodEnd() { return cancellation != null && cancellation.atPeriodEnd(); }

    public boolean isFree() { return amount.isZero(); }

    public @Nullable Instant pastDueAt() {
        return switch (state) {
            case Active() -> null;
            case PastDue(var since) -> since;
            case Canceled(var _, var since) -> since;
        };
    }

    /**
     * Lets it run to the end of the paid period. A subscription that is past due goes on being collected.
     *
     * @throws AlreadyCanceledSubscription if it has ended or its end is scheduled
     */
    public Subscription cancelAtPeriodEnd(@Nullable String reason, @Nullable String comment, Instant now) {
        if (isEnded() || endsAtPeriodEnd()) {
            throw new AlreadyCanceledSubscription();
        }
        return with(state, new Cancellation(now, period.end(), true, reason, comment), now);
    }

    /**
     * Takes a scheduled end back.
     *
     * @throws ResourceUnavailable if it has ended already
     * @throws BadRequest if no end is scheduled
     */
    public Subscription uncancel(Instant now) {
        if (isEnded()) {
            throw new ResourceUnavailable("This subscription has already ended.");
        }
        if (!endsAtPeriodEnd()) {
            throw new BadRequest("This subscription is not scheduled to be canceled.");
        }
        return with(state, null, now);
    }

    /**
     * Ends it at once.
     *
     * @throws AlreadyCanceledSubscription if it has ended
     */
    public Subscription revoke(@Nullable String reason, @Nullable String comment, Instant now) {
        if (isEnded()) {
            throw new AlreadyCanceledSubscription();
        }
        var earlier = cancellation;
        var ending = new Cancellation(now, now, earlier != null && earlier.atPeriodEnd(),
                reason == null && earlier != null ? earlier.reason() : reason,
                comment == null && earlier != null ? earlier.comment() : comment);
        return with(new Canceled(now, pastDueAt()), ending, now);
    }

    /** The first failed charge of an episode; what is not active is left as it is. */
    public Subscription paymentFailed(Instant now) {
        return switch (state) {
            case Active() -> with(new PastDue(now), cancellation, now);
            case PastDue(var _),Canceled(var _, var _) -> this;
        };
    }

    /** Everything owed has been paid. */
    public Subscription recovered(Instant now) {
        return switch (state) {
            case PastDue(var _) -> with(new Active(), cancellation, now);
            case Active(),Canceled(var _, var _) -> this;
        };
    }

    /** What happens at the end of the current period: it ends as scheduled, or the next period begins. */
    public Subscription cross(Instant now) {
        var scheduled = cancellation;
        if (scheduled != null && scheduled.atPeriodEnd()) {
            return with(new Canceled(now, pastDueAt()), scheduled, now);
        }
        var next = new BillingPeriod(period.end(), interval.next(period.end(), anchorDay));
        return new Subscription(id, createdAt, now, organizationId, customerId, productId, checkoutId, interval, anchorDay, amount, lines, startedAt,
                next,
                state, cancellation, paymentMethodId, metadata, customFieldData, testClockId);
    }

    public Subscription payingWith(UUID method, Instant now) {
        return new Subscription(id, createdAt, now, organizationId, customerId, productId, checkoutId, interval, anchorDay, amount, lines, startedAt,
                period,
                state, cancellation, method, metadata, customFieldData, testClockId);
    }

    public Subscription with(Map<String, Object> newMetadata, Instant now) {
        return new Subscription(id, createdAt, now, organizationId, customerId, productId, checkoutId, interval, anchorDay, amount, lines, startedAt,
                period,
                state, cancellation, paymentMethodId, newMetadata, customFieldData, testClockId);
    }

    private Subscription with(SubscriptionState newState, @Nullable Cancellation newCancellation, Instant now) {
        return new Subscription(id, createdAt, now, organizationId, customerId, productId, checkoutId, interval, anchorDay, amount, lines, startedAt,
                period,
                newState, newCancellation, paymentMethodId, metadata, customFieldData, testClockId);
    }
}
