package dev.perennial.activities.order;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.activities.Installation;
import dev.perennial.activities.Shop;
import dev.perennial.core.order.Order;
import dev.perennial.core.order.OrderStatus;
import dev.perennial.core.organization.OrganizationStatus;
import dev.perennial.core.payment.PaymentMethods;
import dev.perennial.core.subscription.Subscription;
import dev.perennial.core.subscription.SubscriptionState;
import dev.perennial.workflows.Aggregate;
import dev.perennial.workflows.command.CommandRef;
import dev.perennial.workflows.command.CommandResult;
import dev.perennial.workflows.order.CollectionSteps;
import dev.perennial.workflows.order.CollectionSteps.Move;
import dev.perennial.workflows.order.CollectionSteps.Progress;
import dev.perennial.workflows.payment.CardSetupSteps;
import dev.perennial.workflows.payment.ChargeSteps;
import dev.perennial.workflows.payment.ChargeSteps.State;
import dev.perennial.workflows.subscription.SubscriptionSteps;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CollectionStepsTest {
    private static final CommandResult APPLIED = new CommandResult(true, null);
    private static final String[] PAST_DUE = {"subscription.updated", "subscription.past_due", "subscription.changed_elsewhere", "order.updated",
            "collection.started"};
    private static final String[] GIVEN_UP = {"subscription.updated", "subscription.canceled", "subscription.revoked",
            "subscription.changed_elsewhere", "order.updated"};
    private static final String[] RECOVERED = {"subscription.updated", "subscription.active", "subscription.changed_elsewhere", "order.updated",
            "order.paid", "order.updated"};

    @AutoClose
    static final Installation installation = new Installation();
    final CollectionSteps steps = installation.steps(CollectionSteps.class);
    final Shop shop = new Shop(installation, "2025-01-31T10:00:00Z");

    /** A subscription whose first renewal, on February 28, was declined. */
    private Subscription declined(String declineCode) {
        Subscription subscription = shop.subscribes();
        shop.cardsDecline(subscription, declineCode);
        assertThat(shop.renews(subscription.id()).state()).isEqualTo(State.FAILED);
        return shop.subscription(subscription.id());
    }

    private Order owed(Subscription subscription) { return shop.latestOrder(subscription.id()); }

    /** Wakes the collection when it is due and makes the charge it asks for, if any. */
    private Progress collects(Subscription subscription) {
        Order order = owed(subscription);
        Instant due = requireNonNull(order.nextWakeAt());
        shop.travelTo(due);
        Progress progress = steps.wake(new CollectionSteps.Due(order.id(), due));
        UUID attempt = progress.attempt();
        if (attempt != null) {
            assertThat(progress.move()).isEqualTo(Move.CHARGE);
            shop.charge(attempt, Aggregate.ORDER);
        }
        return progress;
    }

    private void isGivenUp(Subscription subscription, Instant since) {
        assertThat(shop.subscription(subscription.id()).state()).isEqualTo(new SubscriptionState.Canceled(shop.now(), since));
        Order order = owed(subscription);
        assertThat(order.status()).isEqualTo(OrderStatus.VOID);
        assertThat(order.nextWakeAt()).isNull();
        assertThat(shop.books(order.id())).isEmpty();
    }

    @Test
    void aDeclinedRenewalIsTriedFourTimesMoreAndGivenUp() {
        Subscription subscription = declined("insufficient_funds");
        Instant since = Instant.parse("2025-02-28T10:00:00Z");
        assertThat(shop.facts()).startsWith("subscription.cycled", "subscription.updated", "order.created").endsWith(PAST_DUE).hasSize(8);
        assertThat(subscription.state()).isEqualTo(new SubscriptionState.PastDue(since));
        for (int days : new int[]{2, 7, 14}) {
            assertThat(owed(subscription).collection().nextAttemptAt()).isEqualTo(since.plus(Duration.ofDays(days)));
            collects(subscription);
            assertThat(shop.subscription(subscription.id()).state()).isEqualTo(new SubscriptionState.PastDue(since));
            assertThat(shop.facts()).containsExactly("order.updated", "collection.started");
        }
        assertThat(owed(subscription).collection().nextAttemptAt()).isEqualTo(since.plus(Duration.ofDays(21)));
        collects(subscription);
        assertThat(shop.facts()).containsExactly(GIVEN_UP);
        isGivenUp(subscription, since);
        assertThat(shop.payments()).containsExactly("succeeded 10000 usd purchase", "failed 10000 usd subscription_cycle",
                "failed 10000 usd retry_dunning", "failed 10000 usd retry_dunning", "failed 10000 usd retry_dunning",
                "failed 10000 usd retry_dunning");
    }

    @Test
    void aCardThatCanNeverPayIsTriedOnceMoreAtTheDeadline() {
        Subscription subscription = declined("lost_card");
        Instant since = shop.now();
        assertThat(owed(subscription).collection().nextAttemptAt()).isEqualTo(since.plus(Duration.ofDays(21)).plusSeconds(60));
        collects(subscription);
        isGivenUp(subscription, since);
        assertThat(shop.payments()).hasSize(3);
    }

    @Test
    void withoutACardEveryDueDateCountsAsAnAttempt() {
        Subscription subscription = shop.subscribes();
        UUID card = requireNonNull(subscription.paymentMethodId());
        installation.inTransaction(() -> installation.get(PaymentMethods.class).remove(card, shop.now()));
        assertThat(shop.closePeriod(subscription.id()).attempt()).isNull();
        assertThat(shop.facts()).endsWith(PAST_DUE);
        Instant since = shop.now();
        for (int retry = 1; retry <= 4; retry++) {
            assertThat(collects(subscription).move()).isEqualTo(Move.NOTHING);
        }
        assertThat(shop.now()).isEqualTo(since.plus(Duration.ofDays(21)));
        isGivenUp(subscription, since);
        assertThat(shop.payments()).containsExactly("succeeded 10000 usd purchase");
    }

    @Test
    void aCardThatPaysAgainRecoversTheSubscription() {
        Subscription subscription = declined("insufficient_funds");
        installation.order("POST", "payment-methods/" + shop.customer(subscription.customerId()).processorCustomerId(), "{\"outcome\":\"success\"}");
        shop.facts();
        collects(subscription);
        assertThat(shop.facts()).containsExactly(RECOVERED);
        assertThat(shop.subscription(subscription.id()).state()).isEqualTo(new SubscriptionState.Active());
        assertThat(shop.subscription(subscription.id()).period()).isEqualTo(subscription.period());
        assertThat(owed(subscription).status()).isEqualTo(OrderStatus.PAID);
        assertThat(owed(subscription).nextWakeAt()).isNull();
        assertThat(steps.look(new CollectionSteps.Subject(owed(subscription).id())).agenda().ended()).isTrue();
    }

    private CommandRef retry(Subscription subscription, Map<String, Object> body) {
        return shop.asks(Aggregate.ORDER, owed(subscription).id(), "retry_payment", body);
    }

    private CollectionSteps.Answer retriesWith(Subscription subscription, String card) {
        return steps.retryPayment(retry(subscription, Map.of("confirmation_token_id", installation.token(card))));
    }

    @Test
    void aCustomerPaysByHandWithAnotherCardThatIsKept() {
        Subscription subscription = declined("insufficient_funds");
        shop.facts();
        CollectionSteps.Answer answer = retriesWith(subscription, "pm_card_mastercard");
        assertThat(answer.result()).isNull();
        UUID attempt = requireNonNull(answer.attempt());
        ChargeSteps.Answer charged = shop.charge(attempt, Aggregate.ORDER);
        assertThat(charged.state()).isEqualTo(State.SUCCEEDED);
        assertThat(charged.result()).isEqualTo(APPLIED);
        assertThat(shop.facts()).containsExactly(RECOVERED);
        UUID method = requireNonNull(shop.subscription(subscription.id()).paymentMethodId());
        assertThat(method).isNotEqualTo(subscription.paymentMethodId());
        assertThat(shop.renews(subscription.id()).state()).as("the next renewal, by the new card").isEqualTo(State.SUCCEEDED);
    }

    @Test
    void theBankMayWantToSeeTheCustomer() {
        Subscription subscription = declined("insufficient_funds");
        Instant scheduled = owed(subscription).collection().nextAttemptAt();
        UUID attempt = requireNonNull(retriesWith(subscription, "pm_card_threeDSecure2Required").attempt());
        ChargeSteps.Answer waiting = shop.charge(attempt, Aggregate.ORDER);
        assertThat(waiting.state()).isEqualTo(State.REQUIRES_ACTION);
        assertThat(waiting.result()).isEqualTo(APPLIED);
        assertThat(steps.look(new CollectionSteps.Subject(owed(subscription).id())).move()).isEqualTo(Move.RESOLVE);
        assertThat(retriesWith(subscription, "pm_card_mastercard").result()).isEqualTo(new CommandResult(false, "PaymentAlreadyInProgress"));

        Instant deadline = requireNonNull(owed(subscription).nextWakeAt());
        shop.travel(Duration.ofMinutes(20));
        assertThat(shop.resolve(attempt, Aggregate.ORDER).state()).as("an early look").isEqualTo(State.REQUIRES_ACTION);
        assertThat(owed(subscription).nextWakeAt()).isEqualTo(deadline);
        shop.travel(Duration.ofMinutes(10));
        assertThat(shop.resolve(attempt, Aggregate.ORDER).state()).as("never came back").isEqualTo(State.FAILED);
        assertThat(owed(subscription).collection().nextAttemptAt()).isEqualTo(scheduled);
        assertThat(owed(subscription).nextWakeAt()).isEqualTo(scheduled);

        UUID second = requireNonNull(retriesWith(subscription, "pm_card_threeDSecure2Required").attempt());
        shop.charge(second, Aggregate.ORDER);
        String intent = requireNonNull(shop.attempt(second).intentId());
        installation.answerBank(intent, true);
        assertThat(shop.resolve(second, Aggregate.ORDER).state()).isEqualTo(State.SUCCEEDED);
        assertThat(shop.subscription(subscription.id()).state()).isEqualTo(new SubscriptionState.Active());
        assertThat(shop.renews(subscription.id()).state()).as("set up for charges without the customer").isEqualTo(State.SUCCEEDED);
    }

    @Test
    void aCustomersOwnTriesDontMoveTheScheduleAndAreLimited() {
        Subscription subscription = declined("insufficient_funds");
        Order.Collection before = owed(subscription).collection();
        for (int attempt = 1; attempt <= 5; attempt++) {
            UUID made = requireNonNull(retriesWith(subscription, "pm_card_visa_chargeDeclined").attempt());
            ChargeSteps.Answer charged = shop.charge(made, Aggregate.ORDER);
            assertThat(charged.state()).isEqualTo(State.FAILED);
            assertThat(charged.result()).isEqualTo(APPLIED);
            assertThat(owed(subscription).collection()).isEqualTo(before);
        }
        assertThat(retriesWith(subscription, "pm_card_visa").result()).isEqualTo(new CommandResult(false, "ManualRetryLimitExceeded"));
    }

    @Test
    void onlyWhatIsOwedIsTriedByHandAndOnlyWithOnesOwnCards() {
        Subscription other = shop.subscribes();
        Subscription subscription = declined("insufficient_funds");
        UUID foreign = requireNonNull(other.paymentMethodId());
        assertThat(steps.retryPayment(retry(subscription, Map.of("payment_method_id", foreign.toString()))).result())
                .isEqualTo(new CommandResult(false, "PaymentRetryValidationError"));
        assertThat(retriesWith(other, "pm_card_visa").result()).isEqualTo(new CommandResult(false, "OrderNotEligibleForRetry"));
    }

    /** The customer saves a card as the default; answers the attempt that saved it. */
    private UUID savesDefault(Subscription subscription, String card) {
        UUID attempt = UUID.randomUUID();
        CommandRef add = shop.asks(Aggregate.CARD_SETUP, attempt, "add_payment_method",
                Map.of("customer_id", subscription.customerId().toString(), "confirmation_token_id", installation.token(card), "set_default", true));
        assertThat(installation.steps(CardSetupSteps.class).begin(add)).isNull();
        return attempt;
    }

    @Test
    void aNewDefaultCardPaysWhatIsPastDue() {
        Subscription subscription = declined("insufficient_funds");
        shop.facts();
        UUID setup = savesDefault(subscription, "pm_card_mastercard");
        ChargeSteps.Answer saved = shop.charge(setup, Aggregate.CARD_SETUP);
        assertThat(saved.state()).isEqualTo(State.SUCCEEDED);
        assertThat(saved.result()).isEqualTo(APPLIED);
        assertThat(saved.agenda().ended()).isTrue();
        assertThat(shop.facts()).containsExactly("collection.started", "customer.updated", "customer.profile_changed");
        UUID card = requireNonNull(shop.attempt(setup).paymentMethodId());
        assertThat(card).isEqualTo(shop.customer(subscription.customerId()).defaultPaymentMethodId())
                .isEqualTo(shop.subscription(subscription.id()).paymentMethodId());

        Progress progress = steps.look(new CollectionSteps.Subject(owed(subscription).id()));
        assertThat(progress.move()).isEqualTo(Move.CHARGE);
        UUID charge = requireNonNull(progress.attempt());
        assertThat(shop.charge(charge, Aggregate.ORDER).state()).isEqualTo(State.SUCCEEDED);
        assertThat(shop.facts()).containsExactly(RECOVERED);
        assertThat(shop.payments()).endsWith("succeeded 10000 usd retry_payment_method_update");
        assertThat(shop.books(owed(subscription).id())).hasSize(6);
    }

    @Test
    void aDefaultCardMayNeedTheBanksCheckFirst() {
        Subscription subscription = declined("insufficient_funds");
        UUID setup = savesDefault(subscription, "pm_card_threeDSecure2Required");
        assertThat(shop.charge(setup, Aggregate.CARD_SETUP).state()).isEqualTo(State.REQUIRES_ACTION);
        assertThat(shop.customer(subscription.customerId()).defaultPaymentMethodId()).isNull();
        String intent = requireNonNull(shop.attempt(setup).intentId());
        installation.answerBank(intent, true);
        CommandRef confirm = shop.asks(Aggregate.CARD_SETUP, setup, "confirm_payment_method", Map.of("set_default", true));
        assertThat(installation.steps(CardSetupSteps.class).confirm(confirm)).isEqualTo(APPLIED);
        assertThat(shop.resolve(setup, Aggregate.CARD_SETUP).state()).isEqualTo(State.SUCCEEDED);
        assertThat(shop.customer(subscription.customerId()).defaultPaymentMethodId()).isNotNull();
        assertThat(steps.look(new CollectionSteps.Subject(owed(subscription).id())).move()).isEqualTo(Move.CHARGE);
    }

    @Test
    void aRefusedCardChangesNothing() {
        Subscription subscription = declined("insufficient_funds");
        UUID setup = savesDefault(subscription, "pm_card_visa_chargeDeclined");
        ChargeSteps.Answer refused = shop.charge(setup, Aggregate.CARD_SETUP);
        assertThat(refused.state()).isEqualTo(State.FAILED);
        assertThat(refused.result()).as("the attempt itself tells the customer").isEqualTo(APPLIED);
        assertThat(shop.customer(subscription.customerId()).defaultPaymentMethodId()).isNull();
        assertThat(steps.look(new CollectionSteps.Subject(owed(subscription).id())).move()).isEqualTo(Move.NOTHING);
    }

    /** What a revocation leaves unpaid is written off by its own collection, unless a payment of it was made already and succeeds (SUB-8, SUB-9). */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRevokedSubscriptionOwesNothing(boolean payingMeanwhile) {
        Subscription subscription = declined("insufficient_funds");
        UUID paying = payingMeanwhile ? retriesWith(subscription, "pm_card_mastercard").attempt() : null;
        if (paying != null) {
            installation.order("POST", "faults",
                    "{\"method\":\"POST\",\"path\":\"/v1/payment_intents\",\"point\":\"after_effect\",\"kind\":\"cut\",\"times\":1}");
            assertThat(shop.charge(paying, Aggregate.ORDER).state()).isEqualTo(State.UNKNOWN);
        }
        shop.facts();
        CommandRef revoke = shop.asks(Aggregate.SUBSCRIPTION, subscription.id(), "revoke", Map.of());
        assertThat(installation.steps(SubscriptionSteps.class).carryOut(revoke).result()).isEqualTo(APPLIED);
        assertThat(shop.facts()).containsExactly("subscription.updated", "subscription.canceled", "subscription.revoked", "collection.started");
        Progress progress = steps.look(new CollectionSteps.Subject(owed(subscription).id()));
        if (paying == null) {
            assertThat(progress.agenda().ended()).isTrue();
            assertThat(shop.facts()).containsExactly("order.updated");
            assertThat(owed(subscription).status()).isEqualTo(OrderStatus.VOID);
        } else {
            assertThat(progress.attempt()).isEqualTo(paying);
            assertThat(shop.resolve(paying, Aggregate.ORDER).state()).isEqualTo(State.SUCCEEDED);
            assertThat(owed(subscription).status()).isEqualTo(OrderStatus.PAID);
            assertThat(shop.subscription(subscription.id()).isEnded()).isTrue();
            assertThat(shop.facts()).containsExactly("order.updated", "order.paid", "order.updated");
        }
    }

    @Test
    void aRenewalThatNeedsTheCustomerIsCollectedLikeADecline() {
        Subscription subscription = shop.subscribes();
        installation.order("POST", "payment-methods/" + shop.customer(subscription.customerId()).processorCustomerId(),
                "{\"outcome\":\"authentication_required\"}");
        assertThat(shop.renews(subscription.id()).state()).isEqualTo(State.FAILED);
        assertThat(shop.facts()).endsWith(PAST_DUE);
        assertThat(owed(subscription).collection().nextAttemptAt()).isEqualTo(shop.now().plus(Duration.ofDays(2)));
    }

    @Test
    void twoUnpaidPeriodsAreBothPaidBeforeTheSubscriptionRecovers() {
        Subscription subscription = weeklyPastDueTwice();
        List<Order> orders = installation.get(dev.perennial.core.persistence.Sql.class)
                .list("select id from orders where subscription_id = ? and status = 'pending' order by period_start", row -> row.uuid("id"),
                        subscription.id())
                .stream().map(shop::order).toList();
        assertThat(orders).hasSize(2);
        shop.facts();
        UUID first = requireNonNull(retry(orders.getFirst()).attempt());
        shop.charge(first, Aggregate.ORDER);
        assertThat(shop.facts()).containsExactly("order.updated", "order.paid", "order.updated");
        assertThat(shop.subscription(subscription.id()).state()).isInstanceOf(SubscriptionState.PastDue.class);
        UUID second = requireNonNull(retry(orders.getLast()).attempt());
        shop.charge(second, Aggregate.ORDER);
        assertThat(shop.facts()).containsExactly(RECOVERED);
    }

    private CollectionSteps.Answer retry(Order order) {
        return steps.retryPayment(shop.asks(Aggregate.ORDER, order.id(), "retry_payment",
                Map.of("confirmation_token_id", installation.token("pm_card_mastercard"))));
    }

    private Subscription weeklyPastDueTwice() {
        var weekly = new dev.perennial.core.time.BillingInterval(dev.perennial.core.time.IntervalUnit.WEEK, 1);
        UUID id = requireNonNull(shop.buys(shop.sells(weekly, 10_000, "usd"), "pm_card_visa").subscriptionId());
        shop.cardsDecline(shop.subscription(id), "insufficient_funds");
        assertThat(shop.renews(id).state()).isEqualTo(State.FAILED);
        assertThat(shop.renews(id).state()).isEqualTo(State.FAILED);
        return shop.subscription(id);
    }

    @Test
    void aFrozenMerchantsOrdersAreNotCollected() {
        Subscription subscription = declined("insufficient_funds");
        shop.stands(OrganizationStatus.DENIED);
        Instant scheduled = owed(subscription).collection().nextAttemptAt();
        assertThat(collects(subscription).move()).isEqualTo(Move.NOTHING);
        assertThat(owed(subscription).collection().nextAttemptAt()).isEqualTo(scheduled);
        assertThat(owed(subscription).nextWakeAt()).isAfter(shop.now());
        shop.stands(OrganizationStatus.ACTIVE);
        assertThat(collects(subscription).move()).isEqualTo(Move.CHARGE);
    }
}
