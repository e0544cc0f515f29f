package dev.perennial.bench.subscription;

import dev.perennial.bench.measure.Sandbox.SavedCard;
import dev.perennial.core.catalog.Price;
import dev.perennial.core.catalog.Product;
import dev.perennial.core.catalog.Products;
import dev.perennial.core.catalog.Visibility;
import dev.perennial.core.customer.BillingAddress;
import dev.perennial.core.customer.Customer;
import dev.perennial.core.customer.CustomerType;
import dev.perennial.core.customer.Customers;
import dev.perennial.core.ledger.FeeRates;
import dev.perennial.core.money.Currency;
import dev.perennial.core.money.Money;
import dev.perennial.core.organization.Organization;
import dev.perennial.core.organization.OrganizationSettings;
import dev.perennial.core.organization.OrganizationStatus;
import dev.perennial.core.organization.Organizations;
import dev.perennial.core.payment.PaymentMethod;
import dev.perennial.core.payment.PaymentMethods;
import dev.perennial.core.subscription.Subscription;
import dev.perennial.core.subscription.SubscriptionState;
import dev.perennial.core.subscription.Subscriptions;
import dev.perennial.core.time.BillingInterval;
import dev.perennial.core.time.BillingPeriod;
import dev.perennial.core.time.IntervalUnit;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Rows as a month of sales would have left them: a merchant, and subscribers whose period ends at one instant. */
@Singleton
final class Seeds {
    static final Money PRICE = new Money(2_000, Currency.USD);
    private static final BillingInterval MONTHLY = new BillingInterval(IntervalUnit.MONTH, 1);

    private final TransactionOperations<Connection> transactions;
    private final Organizations organizations;
    private final Products products;
    private final Customers customers;
    private final PaymentMethods methods;
    private final Subscriptions subscriptions;

    Seeds(TransactionOperations<Connection> transactions, Organizations organizations, Products products, Customers customers,
            PaymentMethods methods, Subscriptions subscriptions) {
        this.transactions = transactions;
        this.organizations = organizations;
        this.products = products;
        this.customers = customers;
        this.methods = methods;
        this.subscriptions = subscriptions;
    }

    /** A merchant with one monthly product. */
    record Merchant(UUID organizationId, UUID productId, UUID priceId, Instant foundedAt) {}

    /** A merchant of its own for each measurement, so that its orders are the measurement's. */
    Merchant merchant(String name, Instant now) {
        return transactions.executeWrite(status -> {
            var merchant = new Merchant(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID(), now.minus(Duration.ofDays(60)));
            String slug = name.replace(' ', '-');
            organizations.insert(Organization.founded(merchant.organizationId, merchant.foundedAt, name, slug, OrganizationStatus.ACTIVE)
                    .with(OrganizationSettings.DEFAULTS.allowingMultipleSubscriptions(true)).with(FeeRates.STARTER, false));
            var price = new Price(merchant.priceId, merchant.foundedAt, null, merchant.productId, Price.CATALOG, PRICE, null, false);
            products.insert(new Product(merchant.productId, merchant.foundedAt, null, merchant.organizationId, "Monthly", null, Visibility.PUBLIC,
                    MONTHLY, false, Map.of(), List.of(price)));
            return merchant;
        });
    }

    /**
     * Subscribers with these cards, stored in one transaction.
     *
     * @param first the number of the first one: customers are told apart by the millisecond of their creation
     */
    List<Subscription> subscribers(Merchant merchant, int first, List<SavedCard> cards, Instant periodEnd) {
        return transactions.executeWrite(status -> {
            List<Subscription> stored = new ArrayList<>();
            for (int i = 0; i < cards.size(); i++) {
                stored.add(subscriber(merchant, merchant.foundedAt.plusMillis(first + i), cards.get(i), periodEnd));
            }
            return stored;
        });
    }

    private Subscription subscriber(Merchant merchant, Instant since, SavedCard card, Instant periodEnd) {
        UUID id = UUID.randomUUID();
        customers.insert(new Customer(id, since, null, merchant.organizationId, CustomerType.INDIVIDUAL, null, id + "@bench.example", false, null,
                "Subscriber " + id, null, new BillingAddress("1 Main Street", null, "10001", "New York", "US-NY", "US"), null, null, Map.of(),
                customers.nextShortId(since),
                card.customerId(), null, null, null));
        PaymentMethod method = methods.save(new PaymentMethod(UUID.randomUUID(), since, null, id, card.methodId(), "card",
                new PaymentMethod.Card(card.brand(), card.last4(), card.expMonth(), card.expYear(), null, card.country(), null)));
        var period = new BillingPeriod(periodEnd.minus(30, ChronoUnit.DAYS), periodEnd);
        var subscription = new Subscription(UUID.randomUUID(), since, null, merchant.organizationId, id, merchant.productId, null, MONTHLY,
                BillingInterval.anchorDayOf(periodEnd), PRICE, List.of(new Subscription.Line(merchant.priceId, PRICE)), period.start(), period,
                new SubscriptionState.Active(), null, method.id(), Map.of(), Map.of(), null);
        subscriptions.insert(subscription);
        return subscription;
    }
}
