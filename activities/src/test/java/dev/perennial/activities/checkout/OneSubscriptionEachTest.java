package dev.perennial.activities.checkout;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.activities.Installation;
import dev.perennial.activities.Shop;
import dev.perennial.core.catalog.Product;
import dev.perennial.core.checkout.Buyer;
import dev.perennial.core.checkout.Checkout;
import dev.perennial.core.checkout.CheckoutStatus;
import dev.perennial.core.customer.BillingAddress;
import dev.perennial.core.persistence.SqlFailure.DuplicateKey;
import dev.perennial.workflows.Aggregate;
import dev.perennial.workflows.checkout.CheckoutSteps;
import dev.perennial.workflows.command.CommandResult;
import dev.perennial.workflows.payment.ChargeSteps.State;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Where a customer may have one subscription, two sessions of one buyer never lead to two (PAY-30 to PAY-33). */
class OneSubscriptionEachTest {
    private static final CommandResult REFUSED = new CommandResult(false, "AlreadyActiveSubscriptionError");

    @AutoClose
    static final Installation installation = new Installation();
    final Shop shop = new Shop(installation, "2025-01-31T10:00:00Z");
    final Product pro = shop.sells(Shop.monthly(), 10_000, "usd");

    OneSubscriptionEachTest() { shop.sellsSeveralSubscriptionsToOne(false); }

    private Checkout opensFor(String email) {
        return shop.opens(pro, new Buyer(null, null, "Ada", email, null, new BillingAddress(null, null, null, null, null, "DE"), null, false));
    }

    private UUID waitsForTheBank(Checkout checkout) {
        UUID attempt = requireNonNull(shop.confirms(checkout, "pm_card_threeDSecure2Required").attempt());
        assertThat(shop.charge(attempt, Aggregate.CHECKOUT).state()).isEqualTo(State.REQUIRES_ACTION);
        return attempt;
    }

    @Test
    void theSecondSessionIsRefusedWhileTheFirstWaitsForTheBank() {
        UUID first = waitsForTheBank(opensFor("ada@example.com"));
        Checkout second = opensFor("ADA@Example.com");
        assertThat(shop.confirms(second, "pm_card_visa").result()).isEqualTo(REFUSED);
        assertThat(shop.checkout(second.id()).status()).isEqualTo(CheckoutStatus.OPEN);
        installation.answerBank(requireNonNull(shop.attempt(first).intentId()), true);
        assertThat(shop.resolve(first, Aggregate.CHECKOUT).state()).isEqualTo(State.SUCCEEDED);
        assertThat(shop.confirms(second, "pm_card_visa").result()).isEqualTo(REFUSED);
        assertThat(shop.charges()).containsExactly("succeeded 10000 usd");
    }

    @Test
    void ofTwoAtTheSameTimeOneIsRefused() throws Exception {
        for (int round = 0; round < 5; round++) {
            String email = UUID.randomUUID() + "@example.com";
            Checkout first = opensFor(email);
            Checkout second = opensFor(email.toUpperCase(Locale.ROOT));
            try (var both = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Callable<CheckoutSteps.Answer>> confirmations = List.of(() -> confirmsAgainAfterAClash(first),
                        () -> confirmsAgainAfterAClash(second));
                var answers = both.invokeAll(confirmations).stream().map(answer -> answer.resultNow()).toList();
                assertThat(answers).filteredOn(answer -> answer.attempt() != null).hasSize(1);
                assertThat(answers).filteredOn(answer -> REFUSED.equals(answer.result())).hasSize(1);
            }
        }
    }

    /** Of two who make the same customer at once the second fails and is taken again, as its workflow does. */
    private CheckoutSteps.Answer confirmsAgainAfterAClash(Checkout checkout) {
        try {
            return shop.confirms(checkout, "pm_card_visa");
        } catch (DuplicateKey _) {
            return shop.confirms(checkout, "pm_card_visa");
        }
    }

    @Test
    void anAbandonedFirstBlocksNoLongerThanItsTime() {
        Checkout first = opensFor("ada@example.com");
        UUID abandoned = waitsForTheBank(first);
        Checkout second = opensFor("ada@example.com");
        var due = requireNonNull(shop.checkout(first.id()).nextWakeAt());
        shop.travelTo(due);
        assertThat(installation.steps(CheckoutSteps.class).wake(new CheckoutSteps.Due(first.id(), due)).attempt()).isEqualTo(abandoned);
        assertThat(shop.resolve(abandoned, Aggregate.CHECKOUT).state()).isEqualTo(State.FAILED);
        UUID attempt = requireNonNull(shop.confirms(second, "pm_card_visa").attempt());
        assertThat(shop.charge(attempt, Aggregate.CHECKOUT).state()).isEqualTo(State.SUCCEEDED);
        assertThat(shop.charges()).containsExactly("succeeded 10000 usd");
    }

    @Test
    void aDeclineBlocksNobody() {
        Checkout first = opensFor("ada@example.com");
        UUID declined = requireNonNull(shop.confirms(first, "pm_card_visa_chargeDeclined").attempt());
        assertThat(shop.charge(declined, Aggregate.CHECKOUT).state()).isEqualTo(State.FAILED);
        assertThat(shop.confirms(opensFor("ada@example.com"), "pm_card_visa").attempt()).isNotNull();
    }

    @Test
    void whatIsBoughtOnceIsNotInTheWayAndStandsInNobodysWay() {
        Product once = shop.sells(null, 2_500, "usd");
        var ada = new Buyer(null, null, "Ada", "ada@example.com", null, new BillingAddress(null, null, null, null, null, "DE"), null, false);
        UUID waiting = requireNonNull(shop.confirms(shop.opens(once, ada), "pm_card_threeDSecure2Required").attempt());
        shop.charge(waiting, Aggregate.CHECKOUT);
        assertThat(shop.confirms(shop.opens(pro, ada), "pm_card_visa").attempt()).isNotNull();
        assertThat(shop.confirms(shop.opens(once, ada), "pm_card_visa").attempt()).isNotNull();
    }

    /** Both were confirmed while the merchant still sold several to each. */
    @Test
    void ofTwoThatWereChargedAllTheSameTheSecondIsGivenBack() {
        shop.sellsSeveralSubscriptionsToOne(true);
        UUID first = waitsForTheBank(opensFor("ada@example.com"));
        Checkout other = opensFor("ada@example.com");
        UUID second = waitsForTheBank(other);
        shop.sellsSeveralSubscriptionsToOne(false);
        String secondIntent = requireNonNull(shop.attempt(second).intentId());
        installation.answerBank(requireNonNull(shop.attempt(first).intentId()), true);
        installation.answerBank(secondIntent, true);
        assertThat(shop.resolve(first, Aggregate.CHECKOUT).state()).isEqualTo(State.SUCCEEDED);
        assertThat(shop.resolve(second, Aggregate.CHECKOUT).state()).isEqualTo(State.FAILED);
        assertThat(installation.standing(secondIntent)).isEqualTo("succeeded, 10000 back");
        assertThat(shop.checkout(other.id()).status()).isEqualTo(CheckoutStatus.OPEN);
        assertThat(shop.cases()).containsExactly("already_subscribed 10000 usd refund done");
        assertThat(shop.confirms(other, "pm_card_visa").result()).isEqualTo(REFUSED);
    }
}
