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

/** What a customer has at the moment. Of the subscriptions those in a paid or a trial period; one that is past due is not among them. */
public sealed interface CustomerStateView {
    List<ActiveSubscription> activeSubscriptions();

    /** What a person has. */
    record Individual(@JsonUnwrapped CustomerView.Individual customer, List<ActiveSubscription> activeSubscriptions, List<Object> grantedBenefits,
            List<Object> activeMeters) implements CustomerStateView {}

    /** What a team has. */
    record Team(@JsonUnwrapped CustomerView.Team customer, List<ActiveSubscription> activeSubscriptions, List<Object> grantedBenefits,
            List<Object> activeMeters) implements CustomerStateView {}

    /** A subscription of the state. */
    record ActiveSubscription(UUID id, Instant createdAt, @Nullable Instant modifiedAt, Map<String, Object> customFieldData,
            Map<String, Object> metadata, @Form(oneOf = {
                    "active", "trialing"}) String status,
            long amount, String currency,
            @Form(of = IntervalUnit.class) String recurringInterval, Instant currentPeriodStart,
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

    static CustomerStateView of(Customer customer, List<Subscription> active) {
        var subscriptions = active.stream().map(ActiveSubscription::of).toList();
        return switch (CustomerView.of(customer)) {
            case CustomerView.Individual person -> new Individual(person, subscriptions, List.of(), List.of());
            case CustomerView.Team team -> new Team(team, subscriptions, List.of(), List.of());
        };
    }
}
