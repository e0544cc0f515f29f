package dev.perennial.workflows.order;

import static dev.perennial.workflows.Aggregate.ORDER;
import static dev.perennial.workflows.FakeRow.APPLIED;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.workflows.Stage;
import dev.perennial.workflows.command.CommandResult;
import dev.perennial.workflows.payment.ChargeSteps.State;
import io.temporal.api.enums.v1.EventType;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class CollectionWorkflowTest {
    final FakeOrder order = new FakeOrder(Instant.now().truncatedTo(ChronoUnit.MICROS).plus(FakeOrder.PAUSE));
    final UUID id = order.id;
    @AutoClose
    final Stage stage = new Stage(order, order.charges);

    private void begins() { stage.signal(ORDER, id, "changed"); }

    @Test
    void triesByTheScheduleUntilItIsPaid() {
        order.charges.willSay(State.FAILED, State.FAILED);
        begins();
        stage.sleep(Duration.ofDays(1));
        assertThat(order.diary()).isEmpty();
        stage.awaitEnd(ORDER, id);
        assertThat(order.diary()).containsExactly("try", "charge FAILED", "try", "charge FAILED", "try", "charge SUCCEEDED", "paid");
        assertThat(stage.activities(ORDER, id)).containsExactly("Charge.Charge", "Charge.Charge", "Charge.Charge");
    }

    @Test
    void anExhaustedScheduleEndsIt() {
        order.charges.willSay(State.FAILED, State.FAILED, State.FAILED, State.FAILED, State.FAILED);
        begins();
        stage.awaitEnd(ORDER, id);
        assertThat(order.diary()).hasSize(11).endsWith("void");
    }

    @Test
    void anUnknownOutcomeIsFoundOut() {
        order.leavesOpen();
        order.charges.willSay(State.FAILED, State.UNKNOWN, State.UNKNOWN, State.SUCCEEDED);
        begins();
        stage.awaitEnd(ORDER, id);
        assertThat(order.diary()).startsWith("resolve FAILED", "try", "charge UNKNOWN", "resolve UNKNOWN").endsWith("resolve SUCCEEDED", "paid");
        assertThat(stage.activities(ORDER, id)).containsExactly("Charge.Resolve", "Charge.Charge", "Charge.Resolve");
        stage.keep(ORDER, id);
    }

    @Test
    void aChargeThatNeedsTheCustomerWaitsForTheProcessorsWord() {
        order.charges.willSay(State.REQUIRES_ACTION);
        begins();
        UUID command = order.command("retry_payment");
        assertThat(stage.execute(ORDER, id, "retry_payment", command)).isEqualTo(APPLIED);
        assertThat(order.diary()).containsExactly("retry_payment", "charge REQUIRES_ACTION");
        order.charges.willSay(State.SUCCEEDED);
        stage.signal(ORDER, id, "changed");
        stage.awaitEnd(ORDER, id);
        assertThat(order.diary()).endsWith("resolve SUCCEEDED", "paid");
    }

    @Test
    void aRetryIsAnsweredByItsCharge() {
        order.charges.willSay(State.FAILED, State.UNKNOWN, State.SUCCEEDED);
        begins();
        assertThat(stage.execute(ORDER, id, "retry_payment", order.command("retry_payment"))).isEqualTo(new CommandResult(false, "PaymentError"));
        assertThat(stage.execute(ORDER, id, "retry_payment", order.command("retry_payment"))).isEqualTo(APPLIED);
        stage.awaitEnd(ORDER, id);
        assertThat(order.diary()).containsExactly("retry_payment", "charge FAILED", "retry_payment", "charge UNKNOWN", "resolve SUCCEEDED", "paid");
    }

    @Test
    void aCommandThatArrivesDuringAStepWaitsForItsEnd() throws InterruptedException {
        var inTheMiddle = new CountDownLatch(1);
        var commandWasAccepted = new CountDownLatch(1);
        order.charges.meanwhile(() -> {
            inTheMiddle.countDown();
            commandWasAccepted.await();
        });
        order.charges.willSay(State.FAILED);
        order.nextWakeAt = stage.now();
        begins();
        inTheMiddle.await();
        var update = stage.send(ORDER, id, "retry_payment", order.command("retry_payment"));
        assertThat(order.diary()).containsExactly("try");
        commandWasAccepted.countDown();
        assertThat(update.getResultAsync().join()).isEqualTo(APPLIED);
        assertThat(order.diary()).containsExactly("try", "charge FAILED", "retry_payment", "charge SUCCEEDED", "paid");
    }

    @Test
    void theEndOfItsSubscriptionEndsIt() {
        begins();
        stage.sleep(Duration.ofHours(1));
        order.isOwedNoMore();
        stage.signal(ORDER, id, "changed");
        stage.awaitEnd(ORDER, id);
        assertThat(order.diary()).containsExactly("void");
    }

    @Test
    void aPaymentOfAnOrderThatIsOverIsLookedInto() {
        begins();
        order.isOwedNoMore();
        stage.signal(ORDER, id, "changed");
        stage.awaitEnd(ORDER, id);
        order.leavesOpen();
        order.charges.willSay(State.SUCCEEDED);
        stage.signal(ORDER, id, "changed");
        stage.awaitEnd(ORDER, id);
        assertThat(order.diary()).startsWith("void", "resolve SUCCEEDED");
    }

    @Test
    void onATestClockItWaitsToBeWoken() {
        order.onTestClock = true;
        order.charges.willSay(State.FAILED);
        begins();
        stage.wake(ORDER, id, requireNonNull(order.nextWakeAt));
        stage.wake(ORDER, id, requireNonNull(order.nextWakeAt));
        stage.awaitEnd(ORDER, id);
        assertThat(order.diary()).endsWith("paid").hasSize(5);
        assertThat(stage.count(ORDER, id, EventType.EVENT_TYPE_TIMER_STARTED)).isZero();
    }
}
