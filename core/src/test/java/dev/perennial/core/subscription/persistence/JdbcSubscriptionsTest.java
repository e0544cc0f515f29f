package dev.perennial.core.subscription.persistence;

import static dev.perennial.core.persistence.Shop.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perennial.core.catalog.Product;
import dev.perennial.core.persistence.Shop;
import dev.perennial.core.persistence.SqlFailure;
import dev.perennial.core.persistence.TestDatabase;
import dev.perennial.core.subscription.Subscription;
import dev.perennial.core.subscription.Subscriptions;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JdbcSubscriptionsTest {
    @AutoClose
    static final TestDatabase database = new TestDatabase();
    final Subscriptions subscriptions = database.get(Subscriptions.class);
    final Shop shop = new Shop(database);
    final UUID organization = shop.organization().id();
    final UUID customer = shop.customer(organization).id();
    final Product product = shop.product(organization, 2000);

    static Stream<UnaryOperator<Subscription>> histories() {
        return Stream.of(it -> it, it -> it.paymentFailed(NOW.plusSeconds(5)), it -> it.cancelAtPeriodEnd("unused", "bye", NOW.plusSeconds(1)),
                it -> it.revoke(null, null, NOW.plusSeconds(1)), it -> it.paymentFailed(NOW.plusSeconds(5)).revoke(null, null, NOW.plusSeconds(9)),
                it -> it.cancelAtPeriodEnd(null, null, NOW).cross(it.period().end()), it -> it.cross(it.period().end()),
                it -> it.with(Map.of("k", "v"), NOW), it -> it.cancelAtPeriodEnd(null, null, NOW).uncancel(NOW));
    }

    @ParameterizedTest
    @MethodSource("histories")
    void readsEveryStateAsItWasWritten(UnaryOperator<Subscription> history) {
        Subscription began = shop.newSubscription(product, customer, null);
        subscriptions.insert(began);
        Subscription became = history.apply(began);
        subscriptions.update(became);
        assertThat(subscriptions.find(began.id())).contains(became);
        assertThat(database.inTransaction(() -> subscriptions.lock(began.id()))).isEqualTo(became);
    }

    @Test
    void storesTheInstantItsWorkflowWakesAt() {
        Subscription active = shop.subscription(product, customer, null);
        Instant wakes = database.sql().one("select next_wake_at from subscription where id = ?", row -> row.instant("next_wake_at"), active.id());
        assertThat(wakes).isEqualTo(active.period().end());
    }

    @Test
    void holdsTheRowUntilTheTransactionEnds() {
        Subscription began = shop.subscription(product, customer, null);
        var next = database.inTransaction(() -> {
            Subscription mine = subscriptions.lock(began.id());
            var waiting = database.elsewhere(() -> subscriptions.lock(began.id()));
            database.awaitBlocked();
            subscriptions.update(mine.paymentFailed(NOW));
            return waiting;
        });
        assertThat(next.join()).isEqualTo(began.paymentFailed(NOW));
        assertThatThrownBy(() -> subscriptions.lock(began.id())).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void knowsWhoIsBilled() {
        UUID buyer = shop.customer(organization).id();
        assertThat(subscriptions.hasBillable(buyer)).isFalse();
        Subscription active = shop.subscription(product, buyer, null);
        assertThat(subscriptions.hasBillable(buyer)).isTrue();
        subscriptions.update(active.paymentFailed(NOW));
        assertThat(subscriptions.hasBillable(buyer)).isTrue();
        subscriptions.update(active.revoke(null, null, NOW));
        assertThat(subscriptions.hasBillable(buyer)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"status = 'canceled'", "ended_at = now()", "next_wake_at = null", "status = 'past_due'",
            "current_period_end = current_period_start", "amount = -1", "anchor_day = 32", "recurring_interval_count = 0", "status = 'unheard_of'"})
    void leavesNoImpossibleStateToTheDatabase(String change) {
        UUID id = shop.subscription(product, customer, null).id();
        assertThatThrownBy(() -> database.sql().update("update subscription set " + change + " where id = ?", id)).isInstanceOf(SqlFailure.class)
                .hasMessageContaining("check constraint");
    }
}
