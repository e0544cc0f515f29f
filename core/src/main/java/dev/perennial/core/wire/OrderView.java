package dev.perennial.core.wire;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.perennial.core.catalog.Product;
import dev.perennial.core.customer.Customer;
import dev.perennial.core.order.Order;
import dev.perennial.core.subscription.Subscription;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An order as its merchant sees it.
 *
 * @param amount the net amount; like everything after it for clients of earlier generations
 */
public record OrderView(@JsonUnwrapped OrderFacts facts, Map<String, Object> metadata, Map<String, Object> customFieldData, long platformFeeAmount,
        @Nullable String platformFeeCurrency, BuyerView customer, @Nullable OrderProductView product, @Nullable Object discount,
        @Nullable OrderSubscriptionView subscription, long amount, long fromBalanceAmount, UUID userId, LegacyUserView user,
        @Nullable UUID productPriceId, @Nullable PriceView productPrice) {

    /**
     * @param price the one of the first line that has one
     */
    public static OrderView of(Order order, Customer customer, @Nullable Product product, @Nullable Subscription subscription,
            @Nullable PriceView price) {
        var facts = OrderFacts.of(order);
        return new OrderView(facts, order.metadata(), order.customFieldData(), order.platformFee().minorUnits(),
                order.platformFee().currency().code(), BuyerView.of(customer), product == null ? null : OrderProductView.of(product), null,
                subscription == null ? null : OrderSubscriptionView.of(subscription), facts.netAmount(), 0, customer.id(),
                LegacyUserView.of(customer),
                firstPriceOf(order), price);
    }

    /** The price of the first line that has one. */
    public static @Nullable UUID firstPriceOf(Order order) {
        return order.items().stream().map(Order.Item::priceId).filter(Objects::nonNull).findFirst().orElse(null);
    }
}
