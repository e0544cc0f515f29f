package dev.perennial.core.moneycase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.core.checkout.Checkout;
import dev.perennial.core.checkout.CheckoutStatus;
import dev.perennial.core.customer.Customer;
import dev.perennial.core.moneycase.MoneyCase.Kind;
import dev.perennial.core.organization.Organization;
import dev.perennial.core.organization.OrganizationStatus;
import dev.perennial.core.payment.PaymentAttempt;
import dev.perennial.core.payment.PaymentAttempt.State;
import dev.perennial.core.persistence.Shop;
import dev.perennial.core.persistence.TestDatabase;
import dev.perennial.core.time.BillingPeriod;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether money that has arrived buys something (PAY-20, PAY-22 to PAY-24). */
class ArrivalTest {
    @AutoClose
    static final TestDatabase database = new TestDatabase();
    final Shop shop = new Shop(database);
    final Organization merchant = shop.organization();
    final Customer customer = shop.customer(merchant.id());
    final Checkout session = shop.checkout(shop.product(merchant.id(), 2_000), customer.id());

    private PaymentAttempt attempt(State state) {
        return PaymentAttempt.ofCheckout(session, customer.id(), UUID.randomUUID(), Shop.NOW, Shop.REAL_NOW).with(state, "pi_1", null, null);
    }

    private Organization seller(OrganizationStatus status) { return Organization.founded(merchant.id(), Shop.NOW, "Acme", "acme", status); }

    private Customer deletedOrNot(boolean deleted) { return deleted ? customer.edit().deletedAt(Shop.NOW).done(Shop.NOW) : customer; }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # session   | attempt         | another open | deleted | seller      | subscribed | the money
            confirmed   | requires_action | false        | false   | active      | false      | -
            open        | failed          | false        | false   | active      | false      | -
            confirmed   | requires_action | false        | false   | offboarding | false      | -
            confirmed   | failed          | true         | false   | active      | false      | paid_twice
            succeeded   | failed          | false        | false   | active      | false      | paid_twice
            succeeded   | started         | false        | true    | blocked     | true       | paid_twice
            expired     | failed          | false        | false   | active      | false      | paid_too_late
            failed      | failed          | false        | false   | active      | false      | paid_too_late
            confirmed   | unknown         | false        | true    | active      | false      | customer_deleted
            open        | failed          | false        | true    | active      | false      | customer_deleted
            confirmed   | processing      | false        | false   | blocked     | false      | merchant_stopped
            confirmed   | processing      | false        | false   | denied      | false      | merchant_stopped
            open        | failed          | false        | false   | offboarded  | false      | merchant_stopped
            confirmed   | started         | false        | false   | active      | true       | already_subscribed
            """)
    void forASession(String status, String state, boolean anotherIsOpen, boolean deleted, String seller, boolean subscribed, @Nullable String kind) {
        var as = session.with(CheckoutStatus.of(status), null, Shop.NOW);
        var tried = attempt(State.valueOf(state.toUpperCase(Locale.ROOT)));
        assertThat(Arrival.forSession(as, tried, anotherIsOpen, deletedOrNot(deleted), seller(OrganizationStatus.of(seller)), subscribed)
                .map(Kind::wire).orElse(null)).isEqualTo(kind);
    }

    @Test
    void aSessionThatCostsSomethingElseByNowIsNotBoughtByTheFormerPrice() {
        var dearer = session.withProduct(session.productId(), session.priceId(), Shop.usd(3_000), Shop.NOW);
        var seller = seller(OrganizationStatus.ACTIVE);
        assertThat(Arrival.forSession(dearer, attempt(State.FAILED), false, customer, seller, false)).contains(Kind.PAID_TOO_LATE);
    }

    @Test
    void forAnOrder() {
        var pending = shop.newOrder(shop.subscription(shop.product(merchant.id(), 2_000), customer.id(), null),
                new BillingPeriod(Shop.NOW, Shop.NOW.plusSeconds(1)));
        assertThat(Arrival.forOrder(pending, false)).isEmpty();
        assertThat(Arrival.forOrder(pending, true)).contains(Kind.PAID_TWICE);
        assertThat(Arrival.forOrder(pending.paid("R-1", Shop.NOW), false)).contains(Kind.PAID_TWICE);
        assertThat(Arrival.forOrder(pending.voided(Shop.NOW), false)).contains(Kind.PAID_TOO_LATE);
    }
}
