package dev.perennial.core.wire;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.perennial.core.catalog.Product;
import dev.perennial.core.customer.Customer;
import dev.perennial.core.subscription.Subscription;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A subscription as its merchant sees it.
 *
 * @param prices those it was sold at, archived ones included
 * @param price the first of them; with {@code priceId}, {@code userId} and {@code user} for clients of earlier generations
 */
public record SubscriptionView(@JsonUnwrapped SubscriptionFacts facts, Map<String, Object> metadata, Map<String, Object> customFieldData,
        BuyerView customer, ProductView product, @Nullable Object discount, List<PriceView> prices, List<Object> meters,
        @Nullable Object pendingUpdate, @Nullable UUID priceId, @Nullable PriceView price, UUID userId, LegacyUserView user) {

    public static SubscriptionView of(Subscription subscription, Customer customer, Product product, List<PriceView> prices) {
        var first = prices.isEmpty() ? null : prices.getFirst();
        return new SubscriptionView(SubscriptionFacts.of(subscription), subscription.metadata(), subscription.customFieldData(),
                BuyerView.of(customer), ProductView.of(product), null, prices, List.of(), null, first == null ? null : first.id(), first,
                customer.id(), LegacyUserView.of(customer));
    }
}
