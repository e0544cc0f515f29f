package dev.perennial.activities.payment;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perennial.activities.Installation;
import dev.perennial.activities.Shop;
import dev.perennial.core.order.OrderStatus;
import dev.perennial.core.payment.PaymentAttempt;
import dev.perennial.core.subscription.Subscription;
import dev.perennial.workflows.Aggregate;
import dev.perennial.workflows.payment.ChargeSteps;
import dev.perennial.workflows.payment.ChargeSteps.Attempt;
import dev.perennial.workflows.payment.ChargeSteps.State;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** PAY-11: a processor that has too many requests of ours makes nobody's payment fail. */
class BusyProcessorTest {
    private static final int MANY = 200;
    @AutoClose
    static final Installation installation = new Installation();
    final Shop shop = new Shop(installation, "2025-01-31T10:00:00Z");

    @AfterEach
    void repair() { installation.order("DELETE", "faults", ""); }

    @Test
    void renewalsEndWithoutOneCollection() {
        List<UUID> subscriptions = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            subscriptions.add(shop.subscribes().id());
        }
        List<UUID> attempts = subscriptions.stream().map(each -> requireNonNull(shop.closePeriod(each).attempt())).toList();
        shop.facts();
        installation.order("POST", "faults", "{\"kind\":\"error_429\",\"method\":\"POST\",\"probability\":0.3,\"seed\":7}");
        installation.order("POST", "faults",
                "{\"kind\":\"error_429\",\"method\":\"POST\",\"point\":\"after_effect\",\"probability\":0.2,\"seed\":8}");
        int busy = 0;
        var steps = installation.get(ChargeSteps.class);
        var waiting = new ArrayDeque<>(attempts);
        while (!waiting.isEmpty()) { // Each is taken again later, as the workflow's retries do.
            UUID attempt = waiting.removeFirst();
            try {
                assertThat(steps.charge(new Attempt(attempt, Aggregate.SUBSCRIPTION)).state()).isEqualTo(State.SUCCEEDED);
            } catch (ProcessorBusy _) {
                busy++;
                assertThat(shop.attempt(attempt).state()).isEqualTo(PaymentAttempt.State.STARTED);
                waiting.addLast(attempt);
            }
        }
        assertThat(busy).isGreaterThan(MANY / 10);
        assertThat(shop.facts()).doesNotContain("collection.started");
        assertThat(subscriptions).allMatch(each -> shop.latestOrder(each).status() == OrderStatus.PAID);
        assertThat(shop.charges()).hasSize(2 * MANY).allMatch("succeeded 10000 usd"::equals);
    }

    /** Whichever of an attempt's calls it is. */
    @Test
    void noCallTakesItForAnOutcome() {
        Subscription subscription = shop.subscribes();
        shop.cardsDecline(subscription, "insufficient_funds");
        UUID attempt = requireNonNull(shop.closePeriod(subscription.id()).attempt());
        installation.order("POST", "faults", "{\"kind\":\"error_429\",\"method\":\"POST\",\"path\":\"/v1/payment_intents/\"}");
        assertThatThrownBy(() -> shop.charge(attempt, Aggregate.SUBSCRIPTION)).isInstanceOf(ProcessorBusy.class);
        assertThat(shop.attempt(attempt).state()).isEqualTo(PaymentAttempt.State.STARTED);
        assertThat(shop.charge(attempt, Aggregate.SUBSCRIPTION).state()).isEqualTo(State.FAILED);
        assertThat(shop.charges()).hasSize(2);
    }
}
