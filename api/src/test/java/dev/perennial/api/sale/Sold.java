package dev.perennial.api.sale;

import com.fasterxml.jackson.databind.JsonNode;
import dev.perennial.core.money.Currency;
import dev.perennial.core.money.Money;
import dev.perennial.core.order.BillingReason;
import dev.perennial.core.order.Order;
import dev.perennial.core.order.OrderStatus;
import dev.perennial.core.order.Orders;
import dev.perennial.core.payment.Payment;
import dev.perennial.core.payment.PaymentAttempt;
import dev.perennial.core.payment.PaymentAttempts;
import dev.perennial.core.payment.Payments;
import dev.perennial.core.subscription.Subscription;
import dev.perennial.core.subscription.SubscriptionState;
import dev.perennial.core.subscription.Subscriptions;
import dev.perennial.core.time.BillingInterval;
import dev.perennial.core.time.BillingPeriod;
import dev.perennial.core.time.IntervalUnit;
import dev.perennial.core.time.RealInstant;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A subscription whose renewal could not be charged, as the steps leave it behind.
 *
 * @param order the renewal, waiting for its next try
 */
record Sold(Subscription subscription, Order order, PaymentAttempt attempt, Payment payment) {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant END = Instant.parse("2026-04-01T00:00:00Z");

    static Sold in(Shop shop, JsonNode product, JsonNode customer) {
        UUID price = UUID.fromString(product.at("/prices/0/id").asText());
        UUID productId = UUID.fromString(product.get("id").asText());
        UUID customerId = UUID.fromString(customer.get("id").asText());
        Money amount = new Money(product.at("/prices/0/price_amount").asLong(), Currency.USD);
        Subscription subscription = new Subscription(UUID.randomUUID(), START, null, shop.organization, customerId, productId, null,
                new BillingInterval(IntervalUnit.MONTH, 1), 1, amount, List.of(new Subscription.Line(price, amount)), START,
                new BillingPeriod(START, END), new SubscriptionState.PastDue(START), null, null, Map.of("plan", "pro"), Map.of(), null);
        var item = new Order.Item(UUID.randomUUID(), START, "Pro", amount, false, price);
        Order order = new Order(UUID.randomUUID(), START, null, shop.organization, customerId, productId, subscription.id(), null,
                OrderStatus.PENDING,
                BillingReason.SUBSCRIPTION_CYCLE, amount, Money.zero(Currency.USD), Money.zero(Currency.USD), null, null, "ACME-" + UUID.randomUUID(),
                null, "Pro", Map.of(),
                Map.of(), new BillingPeriod(START, END), null, null, new Order.Collection(1, END), List.of(item), null, END);
        PaymentAttempt attempt = PaymentAttempt.ofOrder(order, PaymentAttempt.Trigger.SUBSCRIPTION_CYCLE, null, null, START, new RealInstant(START))
                .with(PaymentAttempt.State.FAILED, "pi_" + UUID.randomUUID(), null, "card_declined");
        Payment payment = new Payment(UUID.randomUUID(), START, null, shop.organization, customerId, null, order.id(), attempt.id(),
                "ch_" + UUID.randomUUID(), Payment.Status.FAILED, amount, "card", Map.of("brand", "visa", "last4", "0341"),
                PaymentAttempt.Trigger.SUBSCRIPTION_CYCLE, "card_declined", "Your card was declined.");
        shop.inTransaction(() -> {
            shop.bean(Subscriptions.class).insert(subscription);
            shop.bean(Orders.class).insert(order);
            shop.bean(PaymentAttempts.class).insert(attempt);
            shop.bean(Payments.class).save(payment);
        });
        return new Sold(subscription, order, attempt, payment);
    }
}
