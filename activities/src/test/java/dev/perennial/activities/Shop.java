package dev.perennial.activities;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.activities.payment.PaymentProcessor;
import dev.perennial.core.catalog.Price;
import dev.perennial.core.catalog.Product;
import dev.perennial.core.catalog.Products;
import dev.perennial.core.catalog.Visibility;
import dev.perennial.core.checkout.Buyer;
import dev.perennial.core.checkout.Checkout;
import dev.perennial.core.checkout.CheckoutStatus;
import dev.perennial.core.checkout.Checkouts;
import dev.perennial.core.command.Command;
import dev.perennial.core.command.Commands;
import dev.perennial.core.command.Outcome;
import dev.perennial.core.customer.BillingAddress;
import dev.perennial.core.customer.Customer;
import dev.perennial.core.customer.Customers;
import dev.perennial.core.ledger.FeeRates;
import dev.perennial.core.money.Currency;
import dev.perennial.core.money.Money;
import dev.perennial.core.order.Order;
import dev.perennial.core.order.Orders;
import dev.perennial.core.organization.Organization;
import dev.perennial.core.organization.OrganizationSettings;
import dev.perennial.core.organization.OrganizationStatus;
import dev.perennial.core.organization.Organizations;
import dev.perennial.core.payment.PaymentAttempt;
import dev.perennial.core.payment.PaymentAttempts;
import dev.perennial.core.payment.PaymentMethods;
import dev.perennial.core.subscription.Subscription;
import dev.perennial.core.subscription.Subscriptions;
import dev.perennial.core.testclock.TestClock;
import dev.perennial.core.testclock.TestClocks;
import dev.perennial.core.time.BillingInterval;
import dev.perennial.core.time.IntervalUnit;
import dev.perennial.workflows.Aggregate;
import dev.perennial.workflows.checkout.CheckoutSteps;
import dev.perennial.workflows.command.CommandRef;
import dev.perennial.workflows.payment.ChargeSteps;
import dev.perennial.workflows.subscription.SubscriptionSteps;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A merchant of an installation whose customers live on a test clock: what they do, and what it has led to. */
public final class Shop {
    private final Installation at;
    private final UUID organization = UUID.randomUUID();
    private final UUID clock = UUID.randomUUID();
    private long factsRead;

    /** @param opening what the clock shows first */
    public Shop(Installation installation, String opening) {
        at = installation;
        Instant now = Instant.parse(opening);
        var merchant = Organization.founded(organization, now, "Shop", "shop-" + organization, OrganizationStatus.ACTIVE)
                .with(OrganizationSettings.DEFAULTS.allowingMultipleSubscriptions(true)).with(FeeRates.STARTER, false);
        at.inTransaction(() -> {
            at.get(Organizations.class).insert(merchant);
            at.get(TestClocks.class).insert(frozenAt(now));
        });
    }

    private TestClock frozenAt(Instant instant) {
        return new TestClock(clock, at.realNow(), null, organization, "clock", instant, instant, TestClock.Status.READY, null, null);
    }

    public UUID organizationId() { return organization; }

    public UUID clockId() { return clock; }

    public Instant now() { return at.get(TestClocks.class).find(clock).orElseThrow().frozenTime(); }

    public void travelTo(Instant instant) { at.inTransaction(() -> at.get(TestClocks.class).update(frozenAt(instant))); }

    public void travel(Duration onwards) { travelTo(now().plus(onwards)); }

    public void stands(OrganizationStatus status) {
        at.sql().updateOne("update organization set status = ? where id = ?", status.wire(), organization);
    }

    /** Whether its customers may have more than one subscription from now on. */
    public void sellsSeveralSubscriptionsToOne(boolean allowed) {
        var merchant = at.get(Organizations.class).get(organization);
        at.inTransaction(() -> at.get(Organizations.class)
                .update(merchant.with(merchant.settings().allowingMultipleSubscriptions(allowed))));
    }

    /** What the API does at once when a customer is deleted; what they had ends later. */
    public void deletes(UUID customer) {
        at.inTransaction(() -> {
            Customers all = at.get(Customers.class);
            all.update(all.lock(customer).edit().deletedAt(now()).done(now()));
        });
    }

    /** What the platform takes of the shop's sales from now on. */
    public void takes(FeeRates rates) {
        at.sql().updateOne("update organization set fee_basis_points = ?, fee_fixed = ?, fee_subscription_basis_points = ? where id = ?",
                rates.basisPoints(), rates.fixedMinorUnits(), rates.subscriptionBasisPoints(), organization);
    }

    public static BillingInterval monthly() { return new BillingInterval(IntervalUnit.MONTH, 1); }

    /** @param interval null for a one-time product */
    public Product sells(@Nullable BillingInterval interval, long amount, String currency) {
        UUID id = UUID.randomUUID();
        var price = new Price(UUID.randomUUID(), now(), null, id, Price.CATALOG, new Money(amount, Currency.of(currency)), null, false);
        var product = new Product(id, now(), null, organization, "Pro", null, Visibility.PUBLIC, interval, false, Map.of(), List.of(price));
        at.inTransaction(() -> at.get(Products.class).insert(product));
        return product;
    }

    public void archives(Product product) { at.sql().updateOne("update product set is_archived = true where id = ?", product.id()); }

    /** An open session of a new buyer from Germany, of whom no address but the country has to be known. */
    public Checkout opens(Product product) {
        UUID id = UUID.randomUUID();
        return opens(id, product,
                new Buyer(null, null, "Ada", id + "@example.com", null, new BillingAddress(null, null, null, null, null, "DE"), null, false));
    }

    public Checkout opens(Product product, Buyer buyer) { return opens(UUID.randomUUID(), product, buyer); }

    private Checkout opens(UUID id, Product product, Buyer buyer) {
        Price price = product.prices().getFirst();
        Instant end = now().plus(Checkout.LIFETIME);
        var checkout = new Checkout(id, now(), null, organization, CheckoutStatus.OPEN, "secret_" + id, end, List.of(product.id()), product.id(),
                price.id(), price.amount(), buyer, new Checkout.Options(false, true, true, null, null, null, null, null),
                new Checkout.Content(Map.of("campaign", "spring"), Map.of(), Map.of()), null, null, clock, end);
        at.inTransaction(() -> at.get(Checkouts.class).insert(checkout));
        return checkout;
    }

    /** Commits a command of the buyer's or the merchant's. */
    public CommandRef asks(Aggregate aggregate, UUID id, String kind, Map<String, Object> body) {
        var command = new Command(UUID.randomUUID(), at.realNow(), kind, aggregate.wire(), id, organization, "test", body, null);
        at.inTransaction(() -> at.get(Commands.class).insert(command));
        return new CommandRef(command.id());
    }

    public CheckoutSteps.Answer confirms(Checkout checkout, String card) {
        return at.steps(CheckoutSteps.class)
                .confirm(asks(Aggregate.CHECKOUT, checkout.id(), "confirm_checkout", Map.of("confirmation_token_id", at.token(card))));
    }

    /** A whole purchase, from the confirmation to the processor's synchronous yes. */
    public Checkout buys(Product product, String card) {
        Checkout checkout = opens(product);
        UUID attempt = requireNonNull(confirms(checkout, card).attempt());
        assertThat(charge(attempt, Aggregate.CHECKOUT).state()).isEqualTo(ChargeSteps.State.SUCCEEDED);
        return checkout(checkout.id());
    }

    /** A customer whose monthly subscription of 100.00 USD was bought with a good card; facts up to here are read. */
    public Subscription subscribes() {
        UUID id = requireNonNull(buys(sells(monthly(), 10_000, "usd"), "pm_card_visa").subscriptionId());
        facts();
        return subscription(id);
    }

    public ChargeSteps.Answer charge(UUID attempt, Aggregate asker) {
        return at.steps(ChargeSteps.class).charge(new ChargeSteps.Attempt(attempt, asker));
    }

    public ChargeSteps.Answer resolve(UUID attempt, Aggregate asker) {
        return at.steps(ChargeSteps.class).resolve(new ChargeSteps.Attempt(attempt, asker));
    }

    /** Travels to the end of the subscription's period and closes it. */
    public SubscriptionSteps.Closed closePeriod(UUID subscription) {
        Instant end = subscription(subscription).period().end();
        travelTo(end);
        return at.steps(SubscriptionSteps.class).closePeriod(new SubscriptionSteps.ClosePeriod(subscription, end));
    }

    /** Closes the period and makes the charge of the next one. */
    public ChargeSteps.Answer renews(UUID subscription) {
        UUID attempt = requireNonNull(closePeriod(subscription).attempt());
        return charge(attempt, Aggregate.SUBSCRIPTION);
    }

    /** The cards a customer has with the processor by now are declined from now on. */
    public void cardsDecline(Subscription subscription, String declineCode) {
        at.order("POST", "payment-methods/" + customer(subscription.customerId()).processorCustomerId(),
                "{\"outcome\":\"decline\",\"decline_code\":\"" + declineCode + "\"}");
    }

    /** The customer has no card any more, here and at the processor. */
    public void removesCards(Subscription subscription) {
        String payer = requireNonNull(customer(subscription.customerId()).processorCustomerId());
        for (var method : at.get(PaymentMethods.class).ofCustomer(subscription.customerId())) {
            at.get(PaymentProcessor.class).detach(payer, method.processorId());
            at.inTransaction(() -> at.get(PaymentMethods.class).remove(method.id(), now()));
        }
    }

    /** We know the customer under this id of the processor's; answers under which we did. */
    public String isKnownAs(Subscription subscription, String processorCustomerId) {
        String before = requireNonNull(customer(subscription.customerId()).processorCustomerId());
        at.get(Customers.class).registeredAs(subscription.customerId(), processorCustomerId);
        return before;
    }

    public void isRenamed(String name) { at.sql().updateOne("update organization set name = ? where id = ?", name, organization); }

    public Checkout checkout(UUID id) { return at.get(Checkouts.class).find(id).orElseThrow(); }

    public Subscription subscription(UUID id) { return at.get(Subscriptions.class).get(id); }

    public Customer customer(UUID id) { return at.get(Customers.class).get(id); }

    public Order order(UUID id) { return at.get(Orders.class).get(id); }

    public PaymentAttempt attempt(UUID id) { return at.get(PaymentAttempts.class).get(id); }

    public @Nullable Outcome outcome(CommandRef command) { return at.get(Commands.class).get(command.id()).outcome(); }

    /** Makes an attempt look as if it had begun so much earlier, in real time. */
    public void startedEarlier(UUID attempt, Duration earlier) {
        at.sql().updateOne("update payment_attempt set started_at = started_at - ? * interval '1 second' where id = ?", earlier.toSeconds(), attempt);
    }

    /** The subscription's newest order. */
    public Order latestOrder(UUID subscription) {
        return order(at.sql().one("select id from orders where subscription_id = ? order by period_start desc limit 1", row -> row.uuid("id"),
                subscription));
    }

    /** What somebody would have to do and no row says so, or rows that say so of what is settled: there must never be any. */
    public List<String> forgotten() {
        return at.sql().list("""
                select 'pending order ' || id as what from orders
                where organization_id = ? and status = 'pending' and subscription_id is not null and next_wake_at is null
                union all
                select 'settled order ' || id from orders where organization_id = ? and status <> 'pending' and next_wake_at is not null
                union all
                select 'charge of order ' || o.id from payment_attempt a join orders o on o.id = a.order_id
                where a.organization_id = ? and a.state in ('started', 'unknown', 'requires_action', 'processing') and o.next_wake_at is null
                union all
                select 'charge of checkout ' || k.id from payment_attempt a join checkout k on k.id = a.checkout_id
                where a.organization_id = ? and a.state in ('started', 'unknown', 'requires_action', 'processing') and k.next_wake_at is null
                union all
                select 'settled checkout ' || id from checkout
                where organization_id = ? and status not in ('open', 'confirmed') and next_wake_at is not null
                """, row -> row.text("what"), organization, organization, organization, organization, organization);
    }

    /** What the clock wakes next, if it is due by now. */
    public Optional<TestClocks.Due> due() {
        return at.get(TestClocks.class).earliestDue(clock, now());
    }

    /** Commands that have no outcome yet: the reconciler sends them again. */
    public List<UUID> unanswered() {
        return at.sql().list("select id from command where organization_id = ? and outcome is null order by created_at", row -> row.uuid("id"),
                organization);
    }

    /** The types of the facts written since this was last asked, in order. */
    public List<String> facts() {
        record Written(long sequence, String type) {}
        List<Written> facts = at.sql().list("select sequence, type from outbox where organization_id = ? and sequence > ? order by sequence",
                row -> new Written(row.number("sequence"), row.text("type")), organization, factsRead);
        factsRead = facts.isEmpty() ? factsRead : facts.getLast().sequence();
        return facts.stream().map(Written::type).toList();
    }

    /** The postings of an order's journals: {@code payment_captured merchant -1000 usd}. */
    public List<String> books(UUID order) {
        return at.sql().list("""
                select j.kind || ' ' || p.account || ' ' || p.amount || ' ' || p.currency as line from posting p join journal j on j.id = p.journal_id
                where j.order_id = ? order by j.kind, p.position
                """, row -> row.text("line"), order);
    }

    /** The shop's payments by their age: {@code succeeded 1000 usd purchase}. */
    public List<String> payments() {
        return at.sql().list("""
                select status || ' ' || amount || ' ' || currency || ' ' || trigger as line from payment
                where organization_id = ? order by created_at, status
                """, row -> row.text("line"), organization);
    }

    /** What a person has to see, by its age: {@code paid_twice 1000 usd refund done}. */
    public List<String> cases() {
        return at.sql().list(
                """
                        select kind || ' ' || amount || ' ' || currency || ' refund ' || refund || case when closed_at is null then '' else ', closed' end as line
                        from money_case where organization_id = ? order by opened_at, kind
                        """,
                row -> row.text("line"), organization);
    }

    /** What the shop's journals leave on each account, those that are even left out: {@code processor_clearing 680 usd}. */
    public List<String> balances() {
        return at.sql().list("""
                select p.account || ' ' || sum(p.amount) || ' ' || p.currency as line from posting p join journal j on j.id = p.journal_id
                where j.organization_id = ? group by p.account, p.currency having sum(p.amount) <> 0 order by p.account, p.currency
                """, row -> row.text("line"), organization);
    }

    /** What the processor has really done for this shop: {@code succeeded 1000 usd}. */
    public List<String> charges() {
        return at.charges("organization_id", organization.toString());
    }
}
