package dev.perennial.core.wire;

import dev.perennial.core.time.IntervalUnit;
import dev.perennial.core.subscription.Subscription;
import dev.perennial.core.subscription.SubscriptionState;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What every representation of a subscription says of it. */
public record SubscriptionFacts(UUID id, Instant createdAt, @Nullable Instant modifiedAt, long amount, String currency,
        @Form(of = IntervalUnit.class) String recurringInterval,
        int recurringIntervalCount, @Form(oneOf = {
                "incomplete", "incomplete_expired", "trialing", "active", "past_due", "paused", "canceled", "unpaid"}) String status,
        Instant currentPeriodStart, Instant currentPeriodEnd, @Nullable Instant currentMeterPeriodStart,
        @Nullable Instant currentMeterPeriodEnd, @Nullable Instant trialStart, @Nullable Instant trialEnd, boolean cancelAtPeriodEnd,
        @Nullable Instant canceledAt, Instant startedAt, @Nullable Instant endsAt, @Nullable Instant endedAt, @Nullable Instant pastDueAt,
        boolean pauseAtPeriodEnd, @Nullable Instant pausedAt, @Nullable Instant resumesAt, UUID customerId, UUID productId, @Nullable UUID discountId,
        @Nullable UUID checkoutId, @Nullable Integer seats, @Nullable Integer units,
        @Nullable @Form(oneOf = {"customer_service", "low_quality", "missing_features", "switched_service", "too_complex", "too_expensive",
                "unused", "other"}) String customerCancellationReason,
        @Nullable String customerCancellationComment) {

    static SubscriptionFacts of(Subscription subscription) {
        var end = subscription.cancellation();
        var endedAt = subscription.state() instanceof SubscriptionState.Canceled(var at, var _) ? at : null;
        return new SubscriptionFacts(subscription.id(), subscription.createdAt(), subscription.modifiedAt(), subscription.amount().minorUnits(),
                subscription.amount().currency().code(), subscription.interval().unit().wire(), subscription.interval().count(),
                subscription.state().wire(), subscription.period().start(), subscription.period().end(), null, null, null, null,
                subscription.endsAtPeriodEnd(), end == null ? null : end.requestedAt(), subscription.startedAt(), end == null ? null : end.endsAt(),
                endedAt, subscription.pastDueAt(), false, null, null, subscription.customerId(), subscription.productId(), null,
                subscription.checkoutId(), null, null, end == null ? null : end.reason(), end == null ? null : end.comment());
    }
}
