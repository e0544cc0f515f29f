package dev.perennial.core.payment.persistence;

import static dev.perennial.core.payment.PaymentAttempt.State.FAILED;
import static dev.perennial.core.payment.PaymentAttempt.State.PROCESSING;
import static dev.perennial.core.payment.PaymentAttempt.State.REQUIRES_ACTION;
import static dev.perennial.core.payment.PaymentAttempt.State.STARTED;
import static dev.perennial.core.payment.PaymentAttempt.State.SUCCEEDED;
import static dev.perennial.core.payment.PaymentAttempt.State.UNKNOWN;
import static dev.perennial.core.payment.PaymentAttempt.Trigger.PURCHASE;
import static dev.perennial.core.payment.PaymentAttempt.Trigger.RETRY_CUSTOMER;
import static dev.perennial.core.payment.PaymentAttempt.Trigger.SUBSCRIPTION_CYCLE;
import static dev.perennial.core.persistence.Shop.NOW;
import static dev.perennial.core.persistence.Shop.REAL_NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perennial.core.catalog.Product;
import dev.perennial.core.checkout.Checkout;
import dev.perennial.core.order.Order;
import dev.perennial.core.payment.Breakers;
import dev.perennial.core.payment.PaymentAttempt;
import dev.perennial.core.payment.PaymentAttempt.Kind;
import dev.perennial.core.payment.PaymentAttempt.State;
import dev.perennial.core.payment.PaymentAttempts;
import dev.perennial.core.persistence.Shop;
import dev.perennial.core.persistence.Sql;
import dev.perennial.core.persistence.SqlFailure;
import dev.perennial.core.persistence.SqlFailure.DuplicateKey;
import dev.perennial.core.persistence.TestDatabase;
import dev.perennial.core.time.RealInstant;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JdbcPaymentAttemptsTest {
    @AutoClose
    static final TestDatabase database = new TestDatabase();
    final PaymentAttempts attempts = database.get(PaymentAttempts.class);
    final Shop shop = new Shop(database);
    final UUID organization = shop.organization().id();
    final Product product = shop.product(organization, 2000);
    final UUID customer = shop.customer(organization).id();
    final Order order = shop.order(shop.subscription(product, customer, null));

    private PaymentAttempt ofCheckout(@Nullable UUID checkout, Kind kind, Instant at, State state) {
        UUID id = UUID.randomUUID();
        RealInstant started = new RealInstant(at);
        return new PaymentAttempt(id, at, kind, organization, customer, checkout, null, UUID.randomUUID(), PURCHASE,
                product.prices().getFirst().amount(),
                shop.card(customer, "pm_1").id(), state, "pi_" + id, "secret", "insufficient_funds", true, 3, started,
                started.plus(Duration.ofSeconds(1)),
                started.plus(Duration.ofSeconds(2)));
    }

    @Test
    void readsWhatWasWritten() {
        PaymentAttempt setup = ofCheckout(null, Kind.SETUP, NOW, REQUIRES_ACTION);
        attempts.insert(setup);
        assertThat(attempts.get(setup.id())).isEqualTo(setup);
        assertThat(attempts.findByIntent("pi_" + setup.id())).contains(setup);
        assertThat(attempts.findByCommand(setup.commandId() == null ? UUID.randomUUID() : setup.commandId())).contains(setup);
        PaymentAttempt ended = setup.with(SUCCEEDED, null, null, null);
        attempts.update(ended);
        assertThat(database.inTransaction(() -> attempts.lock(setup.id()))).isEqualTo(ended);
        assertThatThrownBy(() -> attempts.lock(setup.id())).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @EnumSource(State.class)
    void letsOneTryOfAnOrderBeUnderWay(State state) {
        PaymentAttempt first = shop.attempt(order, SUBSCRIPTION_CYCLE, state);
        assertThat(attempts.findOpenOfOrder(order.id()).map(PaymentAttempt::id).isPresent()).isEqualTo(state.isOpen());
        if (state.isOpen()) {
            assertThatThrownBy(() -> shop.attempt(order, RETRY_CUSTOMER, STARTED)).isInstanceOfSatisfying(DuplicateKey.class,
                    failure -> assertThat(failure.constraint()).isEqualTo("one_open_attempt_per_order"));
            attempts.update(first.with(FAILED, null, null, "generic_decline"));
        }
        PaymentAttempt second = shop.attempt(order, RETRY_CUSTOMER, STARTED);
        assertThat(attempts.findOpenOfOrder(order.id())).contains(second);
    }

    @Test
    void findsTheTriesOfACheckout() {
        Checkout checkout = shop.checkout(product, customer);
        PaymentAttempt failed = ofCheckout(checkout.id(), Kind.PAYMENT, NOW, FAILED);
        PaymentAttempt open = ofCheckout(checkout.id(), Kind.PAYMENT, NOW.plusSeconds(1), UNKNOWN);
        attempts.insert(failed);
        assertThat(attempts.findOpenOfCheckout(checkout.id())).isEmpty();
        attempts.insert(open);
        assertThat(attempts.findOpenOfCheckout(checkout.id())).contains(open);
        assertThat(attempts.findLatestOfCheckout(checkout.id())).contains(open);
        assertThatThrownBy(() -> attempts.insert(ofCheckout(checkout.id(), Kind.PAYMENT, NOW, PROCESSING))).isInstanceOf(DuplicateKey.class);
    }

    @Test
    void countsWhatTheCustomerTried() {
        shop.attempt(order, RETRY_CUSTOMER, FAILED);
        shop.attempt(order, SUBSCRIPTION_CYCLE, FAILED);
        shop.attempt(order, RETRY_CUSTOMER, STARTED);
        assertThat(attempts.countCustomerRetries(order.id())).isEqualTo(2);
    }

    @Test
    void chargesForExactlyOneThing() {
        assertThatThrownBy(() -> attempts.insert(ofCheckout(null, Kind.PAYMENT, NOW, STARTED))).isInstanceOf(SqlFailure.class);
    }

    /** PAY-4: a row of an older release does not say how old its key is. */
    @Test
    void takesAKeyOfUnknownAgeForAsOldAsTheAttempt() {
        PaymentAttempt attempt = ofCheckout(null, Kind.SETUP, NOW, UNKNOWN);
        attempts.insert(attempt);
        database.get(Sql.class).updateOne("update payment_attempt set key_since = null where id = ?", attempt.id());
        assertThat(attempts.get(attempt.id()).keySince()).isEqualTo(attempt.startedAt());
    }

    /** PAY-10 and PAY-8: what the processor has to be told, in one statement, of a removed card, too. */
    @Test
    void tellsOfARemovedCardAndOfTheBreaker() {
        PaymentAttempt attempt = ofCheckout(null, Kind.SETUP, NOW, UNKNOWN);
        attempts.insert(attempt);
        UUID card = attempt.paymentMethodId();
        database.get(Sql.class).updateOne("update payment_method set deleted_at = now() where id = ?", card);
        var brief = attempts.brief(attempt.id()).orElseThrow();
        assertThat(brief.savedMethod()).isEqualTo("pm_1");
        assertThat(brief.breaker()).isEqualTo(database.get(Breakers.class).get());
    }

    @Test
    void carriesOutACommandOnce() {
        PaymentAttempt first = ofCheckout(null, Kind.SETUP, NOW, FAILED);
        attempts.insert(first);
        PaymentAttempt again = new PaymentAttempt(UUID.randomUUID(), NOW, Kind.SETUP, organization, customer, null, null, first.commandId(), PURCHASE,
                first.amount(), null, STARTED, null, null, null, false, 0, REAL_NOW, REAL_NOW, null);
        assertThatThrownBy(() -> attempts.insert(again)).isInstanceOf(DuplicateKey.class);
    }
}
