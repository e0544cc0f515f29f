package dev.perennial.api.contract;

import dev.perennial.core.catalog.Price;
import dev.perennial.core.catalog.Product;
import dev.perennial.core.catalog.Visibility;
import dev.perennial.core.checkout.Buyer;
import dev.perennial.core.checkout.Checkout;
import dev.perennial.core.checkout.CheckoutStatus;
import dev.perennial.core.customer.BillingAddress;
import dev.perennial.core.customer.Customer;
import dev.perennial.core.customer.CustomerType;
import dev.perennial.core.member.Member;
import dev.perennial.core.member.MemberRole;
import dev.perennial.core.money.Currency;
import dev.perennial.core.money.Money;
import dev.perennial.core.order.BillingReason;
import dev.perennial.core.order.Order;
import dev.perennial.core.order.OrderStatus;
import dev.perennial.core.organization.Organization;
import dev.perennial.core.organization.OrganizationStatus;
import dev.perennial.core.payment.Payment;
import dev.perennial.core.payment.PaymentAttempt;
import dev.perennial.core.payment.PaymentMethod;
import dev.perennial.core.subscription.Cancellation;
import dev.perennial.core.subscription.Subscription;
import dev.perennial.core.subscription.SubscriptionState;
import dev.perennial.core.time.BillingInterval;
import dev.perennial.core.time.BillingPeriod;
import dev.perennial.core.time.IntervalUnit;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Domain records, each once with nothing that may be missing and once with everything. */
final class Sample {
    static final Instant T = Instant.parse("2026-01-01T00:00:00Z");
    static final Instant LATER = Instant.parse("2026-02-01T00:00:00.123456Z");
    private static final Money AMOUNT = new Money(2_000, Currency.USD);
    private static final BillingAddress ADDRESS = new BillingAddress("1 Main St", "Floor 2", "10001", "New York", "US-NY", "US");
    private static final Map<String, Object> METADATA = Map.of("plan", "pro", "seats", 3, "ratio", 0.5, "beta", true);

    private Sample() {}

    static Price price(boolean full) {
        return new Price(UUID.randomUUID(), T, full ? LATER : null, UUID.randomUUID(), Price.CATALOG, AMOUNT, full ? "inclusive" : null, full);
    }

    static Product product(boolean full, Price price) {
        return new Product(price.productId(), T, full ? LATER : null, UUID.randomUUID(), "Pro", full ? "**Everything**" : null, Visibility.PUBLIC,
                full ? new BillingInterval(IntervalUnit.MONTH, 1) : null, full, full ? METADATA : Map.of(), List.of(price));
    }

    static Customer customer(boolean full) {
        return new Customer(UUID.randomUUID(), T, full ? LATER : null, UUID.randomUUID(), CustomerType.INDIVIDUAL, full ? "ext" : null,
                "customer@example.com", full, null, full ? "Ada" : null, full ? "Ada Ltd" : null, full ? ADDRESS : null,
                full ? new Customer.TaxId("911144442", "us_ein") : null,
                full ? "en-US" : null, full ? METADATA : Map.of(), "ABCD", full ? "cus_1" : null, full ? UUID.randomUUID() : null, null,
                full ? LATER : null);
    }

    /** A team has no address of its own, unless it has everything. */
    static Customer team(boolean full) {
        return customer(full).edit().type(CustomerType.TEAM).email(full ? "team@example.com" : null).done(LATER);
    }

    static Member member(boolean full) {
        return new Member(UUID.randomUUID(), T, full ? LATER : null, UUID.randomUUID(), UUID.randomUUID(), "ada@example.com", full ? "Ada" : null,
                full ? "ext" : null, full ? MemberRole.BILLING_MANAGER : MemberRole.OWNER, null);
    }

    static Subscription subscription(boolean full, Price price) {
        SubscriptionState state = full ? new SubscriptionState.Canceled(LATER, LATER) : new SubscriptionState.Active();
        return new Subscription(UUID.randomUUID(), T, full ? LATER : null, UUID.randomUUID(), UUID.randomUUID(), price.productId(),
                full ? UUID.randomUUID() : null, new BillingInterval(IntervalUnit.MONTH, 1), 1, AMOUNT,
                List.of(new Subscription.Line(price.id(), AMOUNT)), T, new BillingPeriod(T, LATER), state,
                full ? new Cancellation(T, LATER, true, "too_expensive", "Bye") : null, full ? UUID.randomUUID() : null,
                full ? METADATA : Map.of(), full ? Map.of("colour", "red") : Map.of(), null);
    }

    static Order order(boolean full, Price price) {
        var item = new Order.Item(UUID.randomUUID(), T, "Pro", AMOUNT, false, full ? price.id() : null);
        return new Order(UUID.randomUUID(), T, full ? LATER : null, UUID.randomUUID(), UUID.randomUUID(), full ? price.productId() : null,
                full ? UUID.randomUUID() : null, full ? UUID.randomUUID() : null, full ? OrderStatus.PENDING : OrderStatus.PAID,
                BillingReason.SUBSCRIPTION_CYCLE, AMOUNT, Money.zero(Currency.USD),
                new Money(150, Currency.USD), full ? "Ada Ltd" : null, full ? ADDRESS : null, "ACME-1",
                full ? "RCPT-1" : null, "Pro", full ? METADATA : Map.of(), Map.of(), full ? new BillingPeriod(T, LATER) : null, full ? T : null, null,
                new Order.Collection(full ? 1 : 0, full ? LATER : null), List.of(item), null, null);
    }

    static Checkout checkout(boolean full, Price price) {
        var buyer = full
                ? new Buyer(UUID.randomUUID(), "ext", "Ada", "ada@example.com", "Ada Ltd", ADDRESS, "203.0.113.7", true)
                : new Buyer(null, null, null, null, null, null, null, false);
        var options = full
                ? new Checkout.Options(true, false, false, "en-US", "https://example.com/?id={CHECKOUT_ID}", "https://example.com/back",
                        "https://example.com", "card")
                : new Checkout.Options(false, true, true, null, null, null, null, null);
        var content = full
                ? new Checkout.Content(METADATA, Map.of("vip", true), Map.of("colour", "red"))
                : new Checkout.Content(Map.of(), Map.of(), Map.of());
        return new Checkout(UUID.randomUUID(), T, full ? LATER : null, UUID.randomUUID(), full ? CheckoutStatus.SUCCEEDED : CheckoutStatus.OPEN,
                "polar_c_secret", T.plus(Checkout.LIFETIME), List.of(price.productId()), price.productId(), price.id(), AMOUNT, buyer, options,
                content, full ? UUID.randomUUID() : null, full ? UUID.randomUUID() : null, null, null);
    }

    static Organization organization() {
        return Organization.founded(UUID.randomUUID(), T, "Acme", "acme", OrganizationStatus.ACTIVE);
    }

    static Payment payment(boolean full) {
        Map<String, Object> card = Map.of("brand", "visa", "last4", "4242");
        return new Payment(UUID.randomUUID(), T, full ? LATER : null, UUID.randomUUID(), UUID.randomUUID(), full ? UUID.randomUUID() : null,
                full ? UUID.randomUUID() : null, UUID.randomUUID(), "ch_1", full ? Payment.Status.FAILED : Payment.Status.SUCCEEDED, AMOUNT,
                full ? "card" : "us_bank_account", full ? card : Map.of(), PaymentAttempt.Trigger.PURCHASE, full ? "card_declined" : null,
                full ? "Your card was declined." : null);
    }

    static PaymentMethod paymentMethod(PaymentMethod.@Nullable Card card) {
        return new PaymentMethod(UUID.randomUUID(), T, card == null ? null : LATER, UUID.randomUUID(), "pm_1", card == null ? "paypal" : "card",
                card);
    }
}
