package dev.perennial.activities.payment;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.activities.Installation;
import dev.perennial.activities.Shop;
import dev.perennial.core.checkout.Checkout;
import dev.perennial.core.moneycase.MoneyCase;
import dev.perennial.core.moneycase.MoneyCases;
import dev.perennial.core.payment.PaymentAttempt;
import dev.perennial.core.payment.PaymentAttempts;
import dev.perennial.core.payment.ProviderEvent;
import dev.perennial.workflows.Aggregate;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The books have all that a charge without an order has brought and its refund taken, also where the processor tells it later (LED-6, PAY-28). */
class RefundInTheBooksTest {
    @AutoClose
    static final Installation installation = new Installation();
    final Shop shop = new Shop(installation, "2025-01-31T10:00:00Z");
    final MoneyCases cases = installation.get(MoneyCases.class);
    final Refunds refunds = installation.get(Refunds.class);

    @AfterEach
    void settle() { processorSettles(true); }

    private static void processorSettles(boolean promptly) { installation.order("POST", "settlements", "{\"hold\":" + !promptly + "}"); }

    /** A purchase that was paid a second time with this card, of which the money is on its way back. */
    private MoneyCase paidTwice(String currency, String card, boolean settledPromptly) {
        Checkout checkout = shop.buys(shop.sells(null, 10_000, currency), "pm_card_visa");
        UUID id = installation.get(PaymentAttempts.class).findSuccessOfOrder(requireNonNull(checkout.orderId())).orElseThrow().id();
        PaymentAttempt attempt = shop.attempt(id);
        processorSettles(settledPromptly);
        String second = installation.secondIntent(attempt, requireNonNull(shop.customer(attempt.customerId()).processorCustomerId()), card);
        installation.inTransaction(() -> cases.open(MoneyCase.noticed(attempt, second, installation.realNow())));
        shop.resolve(id, Aggregate.CHECKOUT);
        assertThat(shop.cases()).containsExactly("paid_twice 10000 " + currency + " refund done");
        return found(id, second);
    }

    private MoneyCase found(UUID attempt, String intent) { return cases.find(attempt, intent).orElseThrow(); }

    private MoneyCase found(MoneyCase before) { return found(before.attemptId(), before.intentId()); }

    /** What the worker does when it is due. */
    private MoneyCase looks(MoneyCase before) {
        refunds.carryOut(before.id());
        refunds.carryOut(before.id());
        return found(before);
    }

    @Test
    void whatAChargeHasBroughtIsBookedWhenItIsKnown() {
        MoneyCase paid = paidTwice("usd", "pm_card_visa", false);
        assertThat(paid.nextTryAt()).as("somebody asks").isNotNull();
        assertThat(looks(paid).nextTryAt()).as("and again").isNotNull();
        processorSettles(true);
        assertThat(looks(paid).nextTryAt()).isNull();
        assertThat(shop.balances()).contains("processor_clearing 9360 usd", "processor_fees 640 usd")
                .noneMatch(balance -> balance.startsWith("refunds_payable"));
    }

    @Test
    void ofAnotherCurrencyNothingIsLeftAtTheProcessor() {
        MoneyCase paid = paidTwice("eur", "pm_card_visa", true);
        assertThat(looks(paid).nextTryAt()).isNull();
        assertThat(shop.balances()).noneMatch(balance -> balance.startsWith("processor_clearing") && balance.endsWith("eur"));
        assertThat(shop.balances()).as("the first charge's, less both fees").anyMatch(balance -> balance.startsWith("processor_clearing"));
    }

    /** A bank may send a refund back weeks later: the customer does not have the money, whatever a person has written about the case. */
    @Test
    void aRefundThatComesBackIsOwedAgain() {
        MoneyCase paid = paidTwice("usd", "pm_card_refundFail", true);
        while (!installation.standing(paid.intentId()).equals("succeeded, 0 back")) {
            Thread.onSpinWait();
        }
        cases.close(paid.id(), "seen", installation.realNow());
        var event = new ProviderEvent("evt_" + paid.id(), "stripe", "refund.failed", requireNonNull(paid.refundId()), paid.attemptId(),
                installation.realNow());
        assertThat(event.route(shop.attempt(paid.attemptId()), false, null)).isEqualTo(new ProviderEvent.Route.Refund());
        cases.lookAtRefund(event.objectId(), installation.realNow());
        MoneyCase back = looks(paid);
        assertThat(back.refund()).isEqualTo(MoneyCase.Refund.FAILED);
        assertThat(back.closedAt()).isNull();
        assertThat(back.problem()).isEqualTo("the processor's refund has failed");
        assertThat(shop.balances()).contains("refunds_payable -10000 usd", "processor_clearing 19360 usd");
    }
}
