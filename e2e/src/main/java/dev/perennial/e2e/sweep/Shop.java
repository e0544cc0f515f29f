package dev.perennial.e2e.sweep;

import dev.perennial.activities.Facts;
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
import dev.perennial.core.customer.BillingAddress;
import dev.perennial.core.customer.Customers;
import dev.perennial.core.ledger.FeeRates;
import dev.perennial.core.money.Currency;
import dev.perennial.core.money.Money;
import dev.perennial.core.organization.Organization;
import dev.perennial.core.organization.OrganizationStatus;
import dev.perennial.core.organization.Organizations;
import dev.perennial.core.subscription.Subscription;
import dev.perennial.core.subscription.Subscriptions;
import dev.perennial.core.time.BillingInterval;
import dev.perennial.core.time.IntervalUnit;
import dev.perennial.core.time.RealInstant;
import dev.perennial.workflows.Aggregate;
import dev.perennial.workflows.Owners;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The merchant of one run, its only buyer, and what they ask for. Both live in real billing time, which is the shared clock's. */
final class Shop {
    /** What every sale and every renewal costs. */
    static final Money PRICE = new Money(10_000, Currency.of("usd"));
    private static final Logger LOG = LoggerFactory.getLogger(Shop.class);
    /** How long the buyer's page waits before it merely looks again and again. */
    private static final Duration PAGE_PATIENCE = Duration.ofMillis(400);
    private static final Duration PREPARATION = Duration.ofSeconds(20);

    final UUID organization = UUID.randomUUID();
    private final Installation at;
    private final UUID product = UUID.randomUUID();
    private final UUID session = UUID.randomUUID();

    Shop(Installation installation) {
        at = installation;
        Instant now = at.now();
        var price = new Price(UUID.randomUUID(), now, null, product, Price.CATALOG, PRICE, null, false);
        at.inTransaction(() -> {
            at.get(Organizations.class).insert(Organization
                    .founded(organization, now, "Shop", "shop-" + organization, OrganizationStatus.ACTIVE).with(FeeRates.STARTER, false));
            at.get(Products.class).insert(new Product(product, now, null, organization, "Pro", null, Visibility.PUBLIC,
                    new BillingInterval(IntervalUnit.WEEK, 1), false, Map.of(), List.of(price)));
            var opened = sessionOf(price, now);
            at.get(Checkouts.class).insert(opened);
            at.get(Facts.class).about(organization, session).checkout(opened, "checkout.created").write(now);
        });
        at.work();
    }

    private Checkout sessionOf(Price price, Instant now) {
        Instant end = now.plus(Checkout.LIFETIME);
        var buyer = new Buyer(null, null, "Ada", session + "@example.com", null, new BillingAddress(null, null, null, null, null, "DE"), null, false);
        return new Checkout(session, now, null, organization, CheckoutStatus.OPEN, "secret_" + session, end, List.of(product), product, price.id(),
                price.amount(), buyer, new Checkout.Options(false, true, true, null, null, null, null, null),
                new Checkout.Content(Map.of(), Map.of(), Map.of()), null, null, null, end);
    }

    UUID asksToBuy(String card) {
        return asks(Aggregate.CHECKOUT, session, "confirm_checkout", Map.of("confirmation_token_id", at.processor.token(card)));
    }

    UUID asksToPay(UUID order) {
        return asks(Aggregate.ORDER, order, "retry_payment", Map.of("payment_method_id", String.valueOf(subscription().paymentMethodId())));
    }

    UUID asksToRevoke() { return asks(Aggregate.SUBSCRIPTION, subscription().id(), "revoke", Map.of()); }

    private UUID asks(Aggregate aggregate, UUID id, String kind, Map<String, Object> body) {
        var command = new Command(UUID.randomUUID(), new RealInstant(at.now()), kind, aggregate.wire(), id, organization, "sweep", body, null);
        at.inTransaction(() -> at.get(Commands.class).insert(command));
        return command.id();
    }

    /** Sends a command to its owner, as the API does; after a while nobody waits for the answer any more. */
    void send(UUID id) {
        send(id, PAGE_PATIENCE);
    }

    /** As {@link #send(UUID)}, where everything goes well and the answer is needed. */
    void sendAndAwait(UUID id) { send(id, PREPARATION); }

    private void send(UUID id, Duration patience) {
        Command command = at.get(Commands.class).get(id);
        var answer = new CompletableFuture<Void>();
        Thread.ofVirtual().start(() -> {
            try {
                at.get(Owners.class).execute(Aggregate.of(command.aggregate()), command.aggregateId(), command.kind(), id);
                answer.complete(null);
            } catch (RuntimeException failed) {
                LOG.info("{} is not answered: {}", command.kind(), failed.toString());
                answer.complete(null);
            }
        });
        try {
            answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            LOG.info("{} takes long, nobody waits for it any more", command.kind());
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The buyer's page finds that the bank wants to be asked, and the buyer passes. */
    void passAtBankIfAsked() {
        at.sql().list(
                "select intent_id from payment_attempt where organization_id = ? and state = 'requires_action' and intent_client_secret is not null",
                row -> row.text("intent_id"), organization).forEach(at.processor::passAtBank);
    }

    Checkout session() { return at.get(Checkouts.class).find(session).orElseThrow(); }

    Subscription subscription() { return findSubscription().orElseThrow(() -> new IllegalStateException("nothing was subscribed to")); }

    Optional<Subscription> findSubscription() {
        return at.sql().list("select id from subscription where organization_id = ?", row -> row.uuid("id"), organization).stream().findFirst()
                .map(at.get(Subscriptions.class)::get);
    }

    /** The newest order's id. */
    UUID order() {
        return at.sql().one("select id from orders where organization_id = ? order by created_at desc, id limit 1", row -> row.uuid("id"),
                organization);
    }

    /** The buyer's cards are declined from now on, or not any more. */
    void cards(String outcome) {
        String payer = at.get(Customers.class).get(subscription().customerId()).processorCustomerId();
        at.processor.cards(String.valueOf(payer), outcome);
    }

    /** Ends whatever is left, so that the runs to come are alone with themselves. */
    void bury() {
        at.sql().list("select 'checkout/' || id as id from checkout where organization_id = ? union all "
                + "select 'subscription/' || id from subscription where organization_id = ? union all "
                + "select 'order/' || id from orders where organization_id = ? union all select 'customer/' || id from customer where organization_id = ?",
                row -> row.text("id"), organization, organization, organization, organization).forEach(workflow -> at.terminate(workflow, false));
        at.sql().update("update subscription set status = 'canceled', ended_at = coalesce(ended_at, current_period_start), next_wake_at = null "
                + "where organization_id = ?", organization);
        at.sql().update("update orders set next_wake_at = null where organization_id = ?", organization);
        at.sql().update("update checkout set next_wake_at = null where organization_id = ?", organization);
        at.sql().update("update payment_attempt set state = 'failed' where organization_id = ? and state not in ('succeeded', 'failed')",
                organization);
        at.sql().update("update command set outcome = 'applied', finished_at = created_at where organization_id = ? and outcome is null",
                organization);
        at.sql().update("update outbox set relayed_at = created_at where organization_id = ? and relayed_at is null", organization);
        at.sql().update("update provider_event set handled_at = received_at, next_try_at = null where handled_at is null "
                + "and attempt_id in (select id from payment_attempt where organization_id = ?)", organization);
    }
}
