package dev.perennial.activities.subscription;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.activities.Installation;
import dev.perennial.activities.Shop;
import dev.perennial.core.order.BillingReason;
import dev.perennial.core.order.Order;
import dev.perennial.core.order.OrderStatus;
import dev.perennial.core.organization.OrganizationStatus;
import dev.perennial.core.subscription.Subscription;
import dev.perennial.core.subscription.SubscriptionState;
import dev.perennial.workflows.Aggregate;
import dev.perennial.workflows.command.CommandResult;
import dev.perennial.workflows.payment.ChargeSteps.State;
import dev.perennial.workflows.subscription.SubscriptionSteps;
import dev.perennial.workflows.subscription.SubscriptionSteps.ClosePeriod;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class SubscriptionStepsTest {
    private static final CommandResult APPLIED = new CommandResult(true, null);

    @AutoClose
    static final Installation installation = new Installation();
    final SubscriptionSteps steps = installation.steps(SubscriptionSteps.class);
    final Shop shop = new Shop(installation, "2025-01-31T10:00:00Z");

    private CommandResult asks(Subscription subscription, String kind) {
        return steps.carryOut(shop.asks(Aggregate.SUBSCRIPTION, subscription.id(), kind, Map.of())).result();
    }

    @Test
    void aPeriodIsClosedAndTheNextOneCharged() {
        Subscription subscription = shop.subscribes();
        var closed = shop.closePeriod(subscription.id());
        assertThat(shop.facts()).containsExactly("subscription.cycled", "subscription.updated", "order.created");
        Order pending = shop.latestOrder(subscription.id());
        assertThat(pending.status()).isEqualTo(OrderStatus.PENDING);
        assertThat(pending.reason()).isEqualTo(BillingReason.SUBSCRIPTION_CYCLE);
        assertThat(pending.metadata()).isEqualTo(Map.of("campaign", "spring"));
        UUID attempt = requireNonNull(closed.attempt());
        var charged = shop.charge(attempt, Aggregate.SUBSCRIPTION);
        assertThat(charged.state()).isEqualTo(State.SUCCEEDED);
        assertThat(charged.agenda().nextWakeAt()).isEqualTo("2025-03-31T10:00:00Z");
        assertThat(shop.facts()).containsExactly("order.updated", "order.paid", "order.updated");
        Order paid = shop.order(pending.id());
        assertThat(paid.status()).isEqualTo(OrderStatus.PAID);
        assertThat(paid.platformFee().minorUnits()).isEqualTo(550);
        assertThat(paid.receiptNumber()).endsWith("-0002");
        assertThat(shop.books(pending.id())).containsExactly("payment_captured processor_clearing 10000 usd",
                "payment_captured merchant -10000 usd", "payment_settled processor_fees 320 usd", "payment_settled processor_clearing -320 usd",
                "payment_settled merchant 550 usd", "payment_settled platform_revenue -550 usd");
        assertThat(shop.payments()).containsExactly("succeeded 10000 usd purchase", "succeeded 10000 usd subscription_cycle");
        assertThat(shop.charges()).containsExactly("succeeded 10000 usd", "succeeded 10000 usd");
    }

    @Test
    void theAnchorDayComesBackWhereTheMonthHasIt() {
        Subscription subscription = shop.subscribes();
        for (String start : new String[]{"2025-02-28T10:00:00Z", "2025-03-31T10:00:00Z", "2025-04-30T10:00:00Z", "2025-05-31T10:00:00Z"}) {
            assertThat(shop.renews(subscription.id()).state()).isEqualTo(State.SUCCEEDED);
            assertThat(shop.subscription(subscription.id()).period().start()).isEqualTo(start);
            assertThat(shop.latestOrder(subscription.id()).createdAt()).isEqualTo(start);
        }
        assertThat(shop.charges()).hasSize(5);
    }

    @Test
    void nothingHappensBeforeItIsDue() {
        Subscription subscription = shop.subscribes();
        Instant end = subscription.period().end();
        shop.travelTo(end.minusMillis(1));
        assertThat(steps.closePeriod(new ClosePeriod(subscription.id(), end)).attempt()).isNull();
        assertThat(shop.facts()).isEmpty();
    }

    @Test
    void aLateRepeatOfAClosedPeriodChangesNothing() {
        Subscription subscription = shop.subscribes();
        shop.renews(subscription.id());
        shop.facts();
        var repeat = steps.closePeriod(new ClosePeriod(subscription.id(), subscription.period().end()));
        assertThat(repeat.attempt()).isNull();
        assertThat(repeat.agenda().nextWakeAt()).isEqualTo("2025-03-31T10:00:00Z");
        assertThat(shop.facts()).isEmpty();
    }

    @Test
    void aFreeSubscriptionRenewsWithoutACharge() {
        var checkout = shop.opens(shop.sells(Shop.monthly(), 0, "usd"));
        installation.steps(dev.perennial.workflows.checkout.CheckoutSteps.class)
                .confirm(shop.asks(Aggregate.CHECKOUT, checkout.id(), "confirm_checkout", Map.of()));
        UUID id = requireNonNull(shop.checkout(checkout.id()).subscriptionId());
        shop.facts();
        assertThat(shop.closePeriod(id).attempt()).isNull();
        assertThat(shop.facts()).containsExactly("subscription.cycled", "subscription.updated", "order.created", "order.updated", "order.paid");
        assertThat(shop.latestOrder(id).status()).isEqualTo(OrderStatus.PAID);
        assertThat(shop.books(shop.latestOrder(id).id())).isEmpty();
    }

    @Test
    void aScheduledEndIsReachedWithoutAnOrder() {
        Subscription subscription = shop.subscribes();
        assertThat(asks(subscription, "cancel_at_period_end")).isEqualTo(APPLIED);
        assertThat(shop.facts()).containsExactly("subscription.updated", "subscription.canceled");
        assertThat(asks(subscription, "cancel_at_period_end")).isEqualTo(new CommandResult(false, "AlreadyCanceledSubscription"));
        assertThat(asks(subscription, "uncancel")).isEqualTo(APPLIED);
        assertThat(shop.facts()).containsExactly("subscription.updated", "subscription.uncanceled");
        assertThat(asks(subscription, "uncancel")).isEqualTo(new CommandResult(false, "BadRequest"));
        assertThat(asks(subscription, "cancel_at_period_end")).isEqualTo(APPLIED);
        shop.facts();
        var closed = shop.closePeriod(subscription.id());
        assertThat(closed.agenda().ended()).isTrue();
        assertThat(closed.attempt()).isNull();
        assertThat(shop.facts()).containsExactly("subscription.updated", "subscription.canceled", "subscription.revoked");
        assertThat(shop.subscription(subscription.id()).state()).isEqualTo(new SubscriptionState.Canceled(shop.now(), null));
        assertThat(asks(subscription, "uncancel")).isEqualTo(new CommandResult(false, "ResourceUnavailable"));
        assertThat(shop.charges()).hasSize(1);
    }

    @Test
    void aRevocationEndsItAtOnce() {
        Subscription subscription = shop.subscribes();
        assertThat(asks(subscription, "revoke")).isEqualTo(APPLIED);
        assertThat(shop.facts()).containsExactly("subscription.updated", "subscription.canceled", "subscription.revoked");
        assertThat(asks(subscription, "revoke")).isEqualTo(new CommandResult(false, "AlreadyCanceledSubscription"));
        assertThat(shop.closePeriod(subscription.id()).agenda().ended()).isTrue();
        assertThat(shop.facts()).isEmpty();
    }

    @Test
    void aFrozenMerchantsSubscriptionWaitsAndGoesOnLater() {
        Subscription subscription = shop.subscribes();
        shop.stands(OrganizationStatus.DENIED);
        var frozen = shop.closePeriod(subscription.id());
        assertThat(frozen.attempt()).isNull();
        assertThat(frozen.agenda().nextWakeAt()).isAfter(shop.now());
        assertThat(shop.facts()).isEmpty();
        shop.stands(OrganizationStatus.ACTIVE);
        assertThat(shop.renews(subscription.id()).state()).isEqualTo(State.SUCCEEDED);
        assertThat(shop.charges()).hasSize(2);
    }

    /** SUB-1: from the moment an order is made until it is settled there is an instant at which somebody looks at it. */
    @Test
    void aPendingOrderIsDueUntilItIsSettled() {
        Subscription subscription = shop.subscribes();
        UUID attempt = requireNonNull(shop.closePeriod(subscription.id()).attempt());
        assertThat(shop.latestOrder(subscription.id()).nextWakeAt()).isEqualTo(shop.now());
        assertThat(shop.charge(attempt, Aggregate.SUBSCRIPTION).state()).isEqualTo(State.SUCCEEDED);
        assertThat(shop.latestOrder(subscription.id()).nextWakeAt()).isNull();
    }

    /** SUB-8: reaching the scheduled end while past due writes off what is owed, as a revocation does. */
    @Test
    void aScheduledEndWhilePastDueLeavesNoDebt() {
        Subscription subscription = shop.subscribes();
        shop.cardsDecline(subscription, "insufficient_funds");
        assertThat(shop.renews(subscription.id()).state()).isEqualTo(State.FAILED);
        assertThat(asks(subscription, "cancel_at_period_end")).isEqualTo(APPLIED);
        shop.facts();
        assertThat(shop.closePeriod(subscription.id()).agenda().ended()).isTrue();
        assertThat(shop.facts()).containsExactly("subscription.updated", "subscription.canceled", "subscription.revoked", "collection.started");
        Order owed = shop.latestOrder(subscription.id());
        assertThat(owed.nextWakeAt()).isEqualTo(shop.now());
        var retry = installation.steps(dev.perennial.workflows.order.CollectionSteps.class).retryPayment(shop.asks(Aggregate.ORDER, owed.id(),
                "retry_payment", Map.of("confirmation_token_id", installation.token("pm_card_mastercard"))));
        assertThat(retry.result()).isEqualTo(new CommandResult(false, "OrderNotEligibleForRetry"));
        installation.steps(dev.perennial.workflows.order.CollectionSteps.class)
                .look(new dev.perennial.workflows.order.CollectionSteps.Subject(owed.id()));
        assertThat(shop.order(owed.id()).status()).isEqualTo(OrderStatus.VOID);
        assertThat(shop.order(owed.id()).nextWakeAt()).isNull();
    }

    /** SUB-11: the card it was bought with is what it pays with only until the customer makes another one the default (SUB-11, SUB-15). */
    @Test
    void aRenewalIsChargedToTheCardThatIsTheDefaultByNow() {
        Subscription subscription = shop.subscribes();
        UUID setup = UUID.randomUUID();
        var add = shop.asks(Aggregate.CARD_SETUP, setup, "add_payment_method", Map.of("customer_id", subscription.customerId().toString(),
                "confirmation_token_id", installation.token("pm_card_mastercard"), "set_default", true));
        assertThat(installation.steps(dev.perennial.workflows.payment.CardSetupSteps.class).begin(add)).isNull();
        assertThat(shop.charge(setup, Aggregate.CARD_SETUP).state()).isEqualTo(State.SUCCEEDED);
        UUID chosen = requireNonNull(shop.customer(subscription.customerId()).defaultPaymentMethodId());
        UUID attempt = requireNonNull(shop.closePeriod(subscription.id()).attempt());
        assertThat(shop.attempt(attempt).paymentMethodId()).isEqualTo(chosen).isNotEqualTo(subscription.paymentMethodId());
    }
}
