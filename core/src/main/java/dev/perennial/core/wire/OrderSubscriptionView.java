package dev.perennial.core.wire;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.perennial.core.subscription.Subscription;
import java.util.Map;

/** The subscription an order belongs to. */
public record OrderSubscriptionView(@JsonUnwrapped SubscriptionFacts facts, Map<String, Object> metadata) {
    static OrderSubscriptionView of(Subscription subscription) {
        return new OrderSubscriptionView(SubscriptionFacts.of(subscription), subscription.metadata());
    }
}
