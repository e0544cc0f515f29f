package dev.perennial.core.wire;

import dev.perennial.core.order.BillingReason;
import dev.perennial.core.order.OrderStatus;
import dev.perennial.core.customer.BillingAddress;
import dev.perennial.core.money.Money;
import dev.perennial.core.order.Order;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What every representation of an order says of it; amounts in minor units of its currency, tax included only where the name says so. */
public record OrderFacts(UUID id, Instant createdAt, @Nullable Instant modifiedAt, @Form(of = OrderStatus.class) String status, boolean paid,
        long subtotalAmount,
        long discountAmount, long netAmount, long taxAmount, long totalAmount, long appliedBalanceAmount, long dueAmount, long refundedAmount,
        long refundedTaxAmount, long refundableAmount, long refundableTaxAmount, String currency,
        @Form(of = BillingReason.class) String billingReason, @Nullable String billingName,
        @Nullable BillingAddress billingAddress, String invoiceNumber, boolean isInvoiceGenerated, @Nullable String receiptNumber,
        @Nullable Integer seats, @Nullable Integer units, UUID customerId, @Nullable UUID productId, @Nullable UUID discountId,
        @Nullable UUID subscriptionId,
        @Nullable UUID checkoutId, @Nullable Instant nextPaymentAttemptAt, List<OrderItemView> items, String description) {

    static OrderFacts of(Order order) {
        long total = order.total().minorUnits();
        return new OrderFacts(order.id(), order.createdAt(), order.modifiedAt(), order.status().wire(), order.status().isPaid(), total, 0, total, 0,
                total, order.appliedBalance().minorUnits(), order.due().minorUnits(), 0, 0,
                order.amounts().refundable(Money.zero(order.currency())).minorUnits(), 0, order.currency().code(), order.reason().wire(),
                order.billingName(),
                order.billingAddress(), order.invoiceNumber(), false, order.receiptNumber(), null, null, order.customerId(), order.productId(), null,
                order.subscriptionId(), order.checkoutId(), order.collection().nextAttemptAt(),
                order.items().stream().map(OrderItemView::of).toList(),
                order.description());
    }
}
