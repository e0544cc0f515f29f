package dev.perennial.activities.payment;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perennial.activities.Installation;
import dev.perennial.activities.Shop;
import dev.perennial.core.checkout.Checkout;
import dev.perennial.core.checkout.CheckoutStatus;
import dev.perennial.core.order.OrderStatus;
import dev.perennial.core.organization.OrganizationStatus;
import dev.perennial.core.payment.PaymentMethods;
import dev.perennial.core.subscription.Subscription;
import dev.perennial.core.subscription.Subscriptions;
import dev.perennial.workflows.Aggregate;
import dev.perennial.workflows.checkout.CheckoutSteps;
import dev.perennial.workflows.command.CommandResult;
import dev.perennial.workflows.order.CollectionSteps;
import dev.perennial.workflows.payment.CardSetupSteps;
import dev.perennial.workflows.subscription.SubscriptionSteps;
import dev.perennial.workflows.payment.ChargeSteps.State;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What disappears while a payment about it is under way ends that payment: no charge, or refunded at once (PAY-34 to PAY-39). */
class GoneMeanwhileTest {
    @AutoClose
    static final Installation installation = new Installation();
    final Shop shop = new Shop(installation, "2025-01-31T10:00:00Z");

    private UUID waitsForTheBank(Checkout checkout) {
        UUID attempt = requireNonNull(shop.confirms(checkout, "pm_card_threeDSecure2Required").attempt());
        assertThat(shop.charge(attempt, Aggregate.CHECKOUT).state()).isEqualTo(State.REQUIRES_ACTION);
        return attempt;
    }

    private String intentOf(UUID attempt) { return requireNonNull(shop.attempt(attempt).intentId()); }

    private UUID customerOf(UUID attempt) { return shop.attempt(attempt).customerId(); }

    @AfterEach
    void backToTheMachinesTime() { installation.backToTheMachinesTime(); }

    /** A worker that died may have asked for it before the customer was deleted: only what was surely not asked for has failed. */
    private void isFoundOutWhenNoRequestCanBeUnderWay(UUID attempt, Aggregate asker) {
        assertThatThrownBy(() -> shop.resolve(attempt, asker)).isInstanceOf(ProcessorUnreachable.class);
        installation.pass(Duration.ofSeconds(91));
        assertThat(shop.resolve(attempt, asker).state()).isEqualTo(State.FAILED);
    }

    @Test
    void aDeletedCustomerWhoPassesTheBanksCheckIsGivenTheMoneyBackAndHasNothing() {
        Checkout checkout = shop.opens(shop.sells(Shop.monthly(), 10_000, "usd"));
        UUID attempt = waitsForTheBank(checkout);
        UUID customer = customerOf(attempt);
        installation.answerBank(intentOf(attempt), true);
        shop.deletes(customer);
        shop.facts();
        assertThat(shop.resolve(attempt, Aggregate.CHECKOUT).state()).isEqualTo(State.FAILED);
        assertThat(installation.standing(intentOf(attempt))).isEqualTo("succeeded, 10000 back");
        assertThat(installation.get(Subscriptions.class).runningOf(customer)).isEmpty();
        assertThat(installation.get(PaymentMethods.class).ofCustomer(customer)).isEmpty();
        assertThat(installation.cardsAtTheProcessor(requireNonNull(shop.customer(customer).processorCustomerId()))).isEmpty();
        assertThat(shop.cases()).containsExactly("customer_deleted 10000 usd refund done");
        assertThat(shop.balances()).as("the processor keeps its fee").containsExactly("processor_clearing -320 usd", "processor_fees 320 usd");
        assertThat(shop.checkout(checkout.id()).status()).isEqualTo(CheckoutStatus.OPEN);
        assertThat(shop.facts()).containsExactly("checkout.updated");
        assertThat(shop.confirms(checkout, "pm_card_visa").result()).isEqualTo(new CommandResult(false, "CheckoutCustomerDeleted"));
    }

    @Test
    void aDeletedCustomersPaymentIsCalledOffWhileTheBankStillAsks() {
        Checkout checkout = shop.opens(shop.sells(Shop.monthly(), 10_000, "usd"));
        UUID attempt = waitsForTheBank(checkout);
        shop.deletes(customerOf(attempt));
        assertThat(shop.resolve(attempt, Aggregate.CHECKOUT).state()).isEqualTo(State.FAILED);
        assertThat(installation.standing(intentOf(attempt))).isEqualTo("canceled, 0 back");
        assertThat(shop.cases()).isEmpty();
    }

    @Test
    void aDeletedCustomerIsNotChargedAtAll() {
        Checkout checkout = shop.opens(shop.sells(Shop.monthly(), 10_000, "usd"));
        UUID attempt = requireNonNull(shop.confirms(checkout, "pm_card_visa").attempt());
        shop.deletes(customerOf(attempt));
        assertThat(shop.charge(attempt, Aggregate.CHECKOUT).state()).isEqualTo(State.FAILED);
        assertThat(shop.charges()).isEmpty();
        assertThat(shop.customer(customerOf(attempt)).processorCustomerId()).as("nobody was registered").isNull();
        assertThat(shop.checkout(checkout.id()).status()).isEqualTo(CheckoutStatus.OPEN);
    }

    @Test
    void aSessionOfADeletedCustomerTakesNothingPersonalAnyMore() {
        Checkout checkout = shop.opens(shop.sells(null, 2_500, "usd"));
        UUID attempt = waitsForTheBank(checkout);
        shop.deletes(customerOf(attempt));
        shop.resolve(attempt, Aggregate.CHECKOUT);
        var change = shop.asks(Aggregate.CHECKOUT, checkout.id(), "update_checkout", Map.of("customer_name", "Somebody"));
        assertThat(installation.steps(CheckoutSteps.class).update(change).result())
                .isEqualTo(new CommandResult(false, "CheckoutCustomerDeleted"));
        assertThat(shop.checkout(checkout.id()).buyer().name()).isEqualTo("Ada");
    }

    @ParameterizedTest
    @EnumSource(names = {"BLOCKED", "DENIED", "OFFBOARDED", "CREATED"})
    void aStoppedMerchantSellsNothingAnyMore(OrganizationStatus status) {
        Checkout waiting = shop.opens(shop.sells(Shop.monthly(), 10_000, "usd"));
        UUID attempt = waitsForTheBank(waiting);
        Checkout reserved = shop.opens(shop.sells(null, 2_500, "usd"));
        UUID next = requireNonNull(shop.confirms(reserved, "pm_card_visa").attempt());
        installation.answerBank(intentOf(attempt), true);
        shop.stands(status);
        assertThat(shop.resolve(attempt, Aggregate.CHECKOUT).state()).isEqualTo(State.FAILED);
        assertThat(installation.standing(intentOf(attempt))).isEqualTo("succeeded, 10000 back");
        assertThat(shop.cases()).containsExactly("merchant_stopped 10000 usd refund done");
        assertThat(shop.charge(next, Aggregate.CHECKOUT).state()).isEqualTo(State.FAILED);
        assertThat(shop.charges()).as("the second was never charged").containsExactly("succeeded 10000 usd");
    }

    /** What was confirmed is sold, archived or not. */
    @Test
    void anArchivedProductIsStillDelivered() {
        var product = shop.sells(Shop.monthly(), 10_000, "usd");
        Checkout checkout = shop.opens(product);
        UUID attempt = waitsForTheBank(checkout);
        shop.archives(product);
        installation.answerBank(intentOf(attempt), true);
        assertThat(shop.resolve(attempt, Aggregate.CHECKOUT).state()).isEqualTo(State.SUCCEEDED);
        assertThat(shop.checkout(checkout.id()).subscriptionId()).isNotNull();
    }

    @Test
    void aRenewalOfADeletedCustomerIsNotCharged() {
        Subscription subscription = shop.subscribes();
        UUID attempt = requireNonNull(shop.closePeriod(subscription.id()).attempt());
        shop.deletes(subscription.customerId());
        assertThat(shop.charge(attempt, Aggregate.SUBSCRIPTION).state()).isEqualTo(State.UNKNOWN);
        isFoundOutWhenNoRequestCanBeUnderWay(attempt, Aggregate.ORDER);
        assertThat(shop.charges()).hasSize(1);
        assertThat(shop.latestOrder(subscription.id()).status()).isEqualTo(OrderStatus.VOID);
    }

    @Test
    void aDebtThatADeletedCustomerPaidIsGivenBack() {
        Subscription subscription = shop.subscribes();
        shop.cardsDecline(subscription, "insufficient_funds");
        shop.renews(subscription.id());
        var order = shop.latestOrder(subscription.id());
        var retry = shop.asks(Aggregate.ORDER, order.id(), "retry_payment",
                Map.of("confirmation_token_id", installation.token("pm_card_threeDSecure2Required")));
        UUID attempt = requireNonNull(installation.steps(CollectionSteps.class).retryPayment(retry).attempt());
        assertThat(shop.charge(attempt, Aggregate.ORDER).state()).isEqualTo(State.REQUIRES_ACTION);
        installation.answerBank(intentOf(attempt), true);
        shop.deletes(subscription.customerId());
        int cards = installation.get(PaymentMethods.class).ofCustomer(subscription.customerId()).size();
        assertThat(shop.resolve(attempt, Aggregate.ORDER).state()).isEqualTo(State.FAILED);
        assertThat(installation.standing(intentOf(attempt))).isEqualTo("succeeded, 10000 back");
        assertThat(shop.latestOrder(subscription.id()).status()).isEqualTo(OrderStatus.VOID);
        assertThat(installation.get(PaymentMethods.class).ofCustomer(subscription.customerId())).as("no card was added").hasSize(cards);
        assertThat(shop.cases()).containsExactly("customer_deleted 10000 usd refund done");
    }

    private UUID savesACard(UUID customer, String card) {
        UUID attempt = UUID.randomUUID();
        var command = shop.asks(Aggregate.CARD_SETUP, attempt, "add_payment_method",
                Map.of("customer_id", customer.toString(), "confirmation_token_id", installation.token(card), "set_default", true));
        assertThat(installation.steps(CardSetupSteps.class).begin(command)).isNull();
        return attempt;
    }

    @Test
    void aCardThatADeletedCustomerWasSavingIsForgotten() {
        Subscription subscription = shop.subscribes();
        UUID customer = subscription.customerId();
        UUID attempt = savesACard(customer, "pm_card_threeDSecure2Required");
        assertThat(shop.charge(attempt, Aggregate.CARD_SETUP).state()).isEqualTo(State.REQUIRES_ACTION);
        installation.answerBank(intentOf(attempt), true);
        shop.deletes(customer);
        String processorCustomer = requireNonNull(shop.customer(customer).processorCustomerId());
        assertThat(installation.cardsAtTheProcessor(processorCustomer)).hasSize(2);
        assertThat(shop.resolve(attempt, Aggregate.CARD_SETUP).state()).isEqualTo(State.FAILED);
        assertThat(installation.get(PaymentMethods.class).ofCustomer(customer)).hasSize(1);
        assertThat(installation.cardsAtTheProcessor(processorCustomer)).hasSize(1);
        assertThat(shop.customer(customer).defaultPaymentMethodId()).isNull();
    }

    @Test
    void aDeletedCustomersCardIsNotEvenAskedFor() {
        Subscription subscription = shop.subscribes();
        UUID attempt = savesACard(subscription.customerId(), "pm_card_visa");
        shop.deletes(subscription.customerId());
        assertThat(shop.charge(attempt, Aggregate.CARD_SETUP).state()).isEqualTo(State.UNKNOWN);
        isFoundOutWhenNoRequestCanBeUnderWay(attempt, Aggregate.CARD_SETUP);
        assertThat(installation.get(PaymentMethods.class).ofCustomer(subscription.customerId())).hasSize(1);
    }

    /** SUB-9: the charge of a period was reserved and then lost; before somebody makes it, the subscription ends. */
    @Test
    void whatAnEndedSubscriptionOwesIsNotCharged() {
        Subscription subscription = shop.subscribes();
        UUID attempt = requireNonNull(shop.closePeriod(subscription.id()).attempt());
        revokes(subscription);
        assertThat(shop.charge(attempt, Aggregate.ORDER).state()).isEqualTo(State.UNKNOWN);
        isFoundOutWhenNoRequestCanBeUnderWay(attempt, Aggregate.ORDER);
        assertThat(shop.latestOrder(subscription.id()).status()).isEqualTo(OrderStatus.VOID);
        assertThat(shop.charges()).as("the purchase's").hasSize(1);
    }

    @Test
    void aDebtThatWaitsForTheBankIsCalledOffWithItsSubscription() {
        Subscription subscription = shop.subscribes();
        shop.cardsDecline(subscription, "insufficient_funds");
        shop.renews(subscription.id());
        UUID order = shop.latestOrder(subscription.id()).id();
        UUID attempt = requireNonNull(installation.steps(CollectionSteps.class).retryPayment(shop.asks(Aggregate.ORDER, order, "retry_payment",
                Map.of("confirmation_token_id", installation.token("pm_card_threeDSecure2Required")))).attempt());
        assertThat(shop.charge(attempt, Aggregate.ORDER).state()).isEqualTo(State.REQUIRES_ACTION);
        revokes(subscription);
        assertThat(shop.resolve(attempt, Aggregate.ORDER).state()).isEqualTo(State.FAILED);
        assertThat(installation.statusOf(intentOf(attempt))).isEqualTo("canceled");
        assertThat(shop.order(order).status()).isEqualTo(OrderStatus.VOID);
    }

    private void revokes(Subscription subscription) {
        installation.steps(SubscriptionSteps.class).carryOut(shop.asks(Aggregate.SUBSCRIPTION, subscription.id(), "revoke", Map.of()));
    }
}
