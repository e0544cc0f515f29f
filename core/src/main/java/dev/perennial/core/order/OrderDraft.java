package dev.perennial.core.order;

import dev.perennial.core.catalog.Price;
import dev.perennial.core.catalog.Product;
import dev.perennial.core.checkout.Checkout;
import dev.perennial.core.customer.Customer;
import dev.perennial.core.customer.CustomerShortId;
import dev.perennial.core.money.Money;
import dev.perennial.core.organization.Organization;
import dev.perennial.core.subscription.Subscription;
import dev.perennial.core.time.BillingPeriod;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An order about to be made: what is sold to whom and why. The amounts of its lines are the prices'; no discount and no tax apply yet, so its total is their
 * sum.
 */
public record OrderDraft(Organization organization, Customer customer, Product product, List<Price> prices, BillingReason reason,
        @Nullable Subscription subscription, @Nullable Checkout checkout) {

    public OrderDraft(Organization organization, Customer customer, Product product, List<Price> prices, BillingReason reason) {
        this(organization, customer, product, prices, reason, null, null);
    }

    /** What a session leads to. */
    public OrderDraft of(Checkout fulfilled, @Nullable Subscription created) {
        return new OrderDraft(organization, customer, product, prices, reason, created, fulfilled);
    }

    /** What a subscription's current period costs. */
    public OrderDraft of(Subscription renewed) {
        return new OrderDraft(organization, customer, product, prices, reason, renewed, null);
    }

    /** The pending order that the customer's balance takes no part in, with their next invoice number. */
    public Order numbered(int invoiceNumber, Instant now) {
        return numbered(invoiceNumber, Money.zero(prices.getFirst().amount().currency()), now);
    }

    /**
     * The pending order, with the customer's next invoice number. It is due at once: whatever becomes of who made it, somebody looks at it (SUB-1).
     *
     * @param balance the customer's balance in the order's currency: credit when positive, debt when negative
     */
    public Order numbered(int invoiceNumber, Money balance, Instant now) {
        List<Order.Item> items = prices.stream()
                .map(price -> new Order.Item(UUID.randomUUID(), now, product.name(), price.amount(), false, price.id())).toList();
        Money total = items.stream().map(Order.Item::amount).reduce(Money::plus)
                .orElseThrow(() -> new IllegalStateException("an order of product " + product.id() + " has no price"));
        var number = InvoiceNumber.ofCustomer(organization.invoicePrefix(), CustomerShortId.parse(customer.shortId()), invoiceNumber);
        return new Order(UUID.randomUUID(), now, null, organization.id(), customer.id(), product.id(),
                subscription == null ? null : subscription.id(),
                checkout == null ? null : checkout.id(), OrderStatus.PENDING, reason, total,
                BalanceApplication.of(total, balance).applied(), Money.zero(total.currency()), customer.billingName(),
                customer.billingAddress(), number.value(), null, product.name(), content(), customFieldData(), period(), null, null,
                Order.Collection.NONE,
                items,
                customer.testClockId(), now);
    }

    private Map<String, Object> content() {
        return checkout != null ? checkout.content().metadata() : subscription != null ? subscription.metadata() : Map.of();
    }

    private Map<String, Object> customFieldData() {
        return checkout != null ? checkout.content().customFieldData() : subscription != null ? subscription.customFieldData() : Map.of();
    }

    private @Nullable BillingPeriod period() { return subscription == null ? null : subscription.period(); }
}
