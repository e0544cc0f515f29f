package dev.perennial.core.wire;

import dev.perennial.core.time.IntervalUnit;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.perennial.core.customer.Customer;
import dev.perennial.core.subscription.Subscription;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a customer has at the moment.
 *
 * @param activeSubscriptions those in a paid or a trial period; one that is past due is not among them
 */
public record CustomerStateView(@JsonUnwrapped CustomerView customer, List<ActiveSubscription> activeSubscriptions, List<Object> grantedBenefits,
        List<Object> activeMeters) {

    /** A subscription of the state. */
    public record ActiveSubscription(UUID id, Instant createdAt, @Nullable Instant modifiedAt, Map<String, Object> customFieldData,
            Map<String, Object> metadata, @Form(oneOf = {"active", "trialing"}) String status, long amount, String currency, @Form(of = IntervalUnit.class) String recurringInterval, Instant currentPeriodStart,
            Instant currentPeriodEnd, @Nullable Instant trialStart, @Nullable Instant trialEnd, boolean cancelAtPeriodEnd,
            @Nullable Instant canceledAt, Instant startedAt, @Nullable Instant endsAt, UUID productId, @Nullable UUID discountId,
            List<Object> meters, @Nullable Integer seats, @Nullable Integer units) {

        static ActiveSubscription of(Subscription subscription) {
            var facts = SubscriptionFacts.of(subscription);
            return new ActiveSubscription(facts.id(), facts.createdAt(), facts.modifiedAt(), subscription.customFieldData(), subscription.metadata(),
                    facts.status(), facts.amount(), facts.currency(), facts.recurringInterval(), facts.currentPeriodStart(),
                    facts.currentPeriodEnd(), facts.trialStart(), facts.trialEnd(), facts.cancelAtPeriodEnd(), facts.canceledAt(), facts.startedAt(),
                    facts.endsAt(), facts.productId(), facts.discountId(), List.of(), facts.seats(), facts.units());
        }
    }

    public static CustomerStateView of(Customer customer, List<Subscription> active) {
        return new CustomerStateView(CustomerView.of(customer), active.stream().map(ActiveSubscription::of).toList(), List.of(), List.of());
    }
}
