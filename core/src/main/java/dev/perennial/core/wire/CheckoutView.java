package dev.perennial.core.wire;

import dev.perennial.core.time.IntervalUnit;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.perennial.core.checkout.Checkout;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A checkout session as its merchant sees it.
 *
 * @param customerExternalId the same as {@code externalCustomerId} for clients of earlier generations
 */
public record CheckoutView(@JsonUnwrapped CheckoutFacts facts, @Nullable @Form(of = IntervalUnit.class) String trialInterval,
        @Nullable Integer trialIntervalCount,
        Map<String, Object> metadata, @Nullable String externalCustomerId, @Nullable String customerExternalId, @Nullable UUID subscriptionId,
        Map<String, Object> customerMetadata) {
    public static CheckoutView of(Checkout checkout, CheckoutFacts facts) {
        var externalId = checkout.buyer().externalCustomerId();
        return new CheckoutView(facts, null, null, checkout.content().metadata(), externalId, externalId, null,
                checkout.content().customerMetadata());
    }
}
