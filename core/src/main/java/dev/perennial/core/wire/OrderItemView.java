package dev.perennial.core.wire;

import dev.perennial.core.order.Order;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A line of an order. */
public record OrderItemView(UUID id, Instant createdAt, @Nullable Instant modifiedAt, String label, long amount, long taxAmount, boolean proration,
        @Nullable UUID productPriceId, @Nullable Instant startTimestamp, @Nullable Instant endTimestamp) {
    static OrderItemView of(Order.Item item) {
        return new OrderItemView(item.id(), item.createdAt(), null, item.label(), item.amount().minorUnits(), 0, item.proration(), item.priceId(),
                null, null);
    }
}
