package dev.perennial.workflows.checkout;

import static dev.perennial.workflows.Aggregate.CHECKOUT;
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
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CheckoutWorkflowTest {
    private final AtomicReference<Stage> running = new AtomicReference<>();
    final FakeCheckout checkout = new FakeCheckout(Instant.now().truncatedTo(ChronoUnit.MICROS), () -> stage().now());
    final UUID id = checkout.id;

    CheckoutWorkflowTest() { running.set(new Stage(checkout, checkout.charges)); }

    @AfterEach
    void close() { stage().close(); }

    private Stage stage() { return requireNonNull(running.get()); }

    private CommandResult asks(String kind) { return stage().execute(CHECKOUT, id, kind, checkout.command(kind)); }

    /** What the relay does for a new session. */
    private void begins() { stage().begin(CHECKOUT, id, checkout.agenda()); }

    @Test
    void aConfirmedSessionIsChargedAtOnce() {
        begins();
        assertThat(asks("confirm_checkout")).isEqualTo(APPLIED);
        stage().awaitEnd(CHECKOUT, id);
        assertThat(checkout.diary()).containsExactly("confirm", "charge SUCCEEDED", "succeeded");
        assertThat(stage().activities(CHECKOUT, id)).as("both steps are local").isEmpty();
        assertThat(stage().count(CHECKOUT, id, EventType.EVENT_TYPE_UPSERT_WORKFLOW_SEARCH_ATTRIBUTES)).as("states shown by one turn").isEqualTo(1);
    }

    @Test // LIV-9
    void goesOnAsANewRunWhileItIsAsleep() {
        begins();
        int turns = stage().untilItGoesOnAsANewRun(CHECKOUT, id, () -> assertThat(asks("update_checkout")).isEqualTo(APPLIED));
        assertThat(checkout.diary()).hasSize(turns);
        assertThat(asks("confirm_checkout")).isEqualTo(APPLIED);
        stage().awaitEnd(CHECKOUT, id);
        assertThat(checkout.diary()).endsWith("confirm", "charge SUCCEEDED", "succeeded");
    }

    @Test
    void anOpenSessionExpiresAfterItsDay() {
        begins();
        stage().sleep(Duration.ofHours(23));
        assertThat(checkout.ended).isFalse();
        stage().awaitEnd(CHECKOUT, id);
        assertThat(checkout.diary()).containsExactly("expired");
    }

    @Test
    void aDeclineIsAnsweredAndTheBuyerTriesAgain() {
        checkout.charges.willSay(State.FAILED, State.SUCCEEDED);
        assertThat(asks("confirm_checkout")).isEqualTo(new CommandResult(false, "PaymentError"));
        assertThat(asks("confirm_checkout")).isEqualTo(APPLIED);
        stage().awaitEnd(CHECKOUT, id);
        assertThat(checkout.diary()).containsExactly("confirm", "charge FAILED", "confirm", "charge SUCCEEDED", "succeeded");
        stage().keep(CHECKOUT, id, "ByCommand");
    }

    @Test
    void anUnknownOutcomeIsFoundOutBeforeTheBuyerHears() {
        checkout.charges.willSay(State.UNKNOWN, State.SUCCEEDED);
        assertThat(asks("confirm_checkout")).isEqualTo(APPLIED);
        stage().awaitEnd(CHECKOUT, id);
        assertThat(checkout.diary()).containsExactly("confirm", "charge UNKNOWN", "resolve SUCCEEDED", "succeeded");
        assertThat(stage().activities(CHECKOUT, id)).containsExactly("Charge.Resolve");
    }

    /** PAY-11: waiting for the processor is no outcome: the SDK takes the local step again, and nothing is asked about. */
    @Test
    void comesAgainWhenTheProcessorIsBusy() {
        checkout.charges.turnsAway(3);
        assertThat(asks("confirm_checkout")).isEqualTo(APPLIED);
        stage().awaitEnd(CHECKOUT, id);
        assertThat(checkout.diary()).containsExactly("confirm", "turned away", "turned away", "turned away", "charge SUCCEEDED", "succeeded");
        assertThat(stage().activities(CHECKOUT, id)).as("asked about").isEmpty();
    }

    @Test
    void aPaymentThatNeedsTheBuyerWaitsForTheProcessorsWord() {
        begins();
        checkout.charges.willSay(State.REQUIRES_ACTION);
        assertThat(asks("confirm_checkout")).isEqualTo(APPLIED);
        assertThat(asks("update_checkout")).isEqualTo(APPLIED);
        checkout.charges.willSay(State.SUCCEEDED);
        stage().signal(CHECKOUT, id, "payment_changed");
        stage().awaitEnd(CHECKOUT, id);
        assertThat(checkout.diary()).endsWith("charge REQUIRES_ACTION", "update", "resolve SUCCEEDED", "succeeded");
        stage().keep(CHECKOUT, id);
    }

    @Test
    void aBuyerWhoNeverComesBackIsAskedAboutAfterHalfAnHour() {
        checkout.charges.willSay(State.REQUIRES_ACTION);
        assertThat(asks("confirm_checkout")).isEqualTo(APPLIED);
        checkout.charges.willSay(State.FAILED);
        stage().awaitEnd(CHECKOUT, id);
        assertThat(checkout.diary()).containsExactly("confirm", "charge REQUIRES_ACTION", "resolve FAILED", "expired");
    }

    @Test
    void theProcessorsWordFindsALostWorkflow() {
        checkout.charges.willSay(State.REQUIRES_ACTION);
        assertThat(asks("confirm_checkout")).isEqualTo(APPLIED);
        stage().terminate(CHECKOUT, id);
        checkout.charges.willSay(State.SUCCEEDED);
        stage().signal(CHECKOUT, id, "payment_changed");
        stage().awaitEnd(CHECKOUT, id);
        assertThat(checkout.diary()).endsWith("resolve SUCCEEDED", "succeeded");
    }

    /** A payment nobody expected: the session is over, or open again after what was thought to be a failure. */
    @Test
    void aPaymentOfAnEndedSessionIsLookedInto() {
        assertThat(asks("confirm_checkout")).isEqualTo(APPLIED);
        stage().awaitEnd(CHECKOUT, id);
        checkout.isToldOfAnotherPayment();
        checkout.charges.willSay(State.FAILED);
        stage().signal(CHECKOUT, id, "payment_changed");
        stage().awaitEnd(CHECKOUT, id);
        assertThat(checkout.diary()).endsWith("succeeded", "resolve FAILED");
    }

    @Test
    void aPaymentOfAnOpenSessionThatWasThoughtToHaveFailedIsLookedInto() {
        checkout.charges.willSay(State.FAILED);
        assertThat(asks("confirm_checkout")).isEqualTo(new CommandResult(false, "PaymentError"));
        checkout.isToldOfAnotherPayment();
        checkout.charges.willSay(State.SUCCEEDED);
        stage().signal(CHECKOUT, id, "payment_changed");
        stage().awaitEnd(CHECKOUT, id);
        assertThat(checkout.diary()).containsExactly("confirm", "charge FAILED", "resolve SUCCEEDED", "succeeded");
    }

    @Test
    void anEndedSessionStillAnswers() {
        assertThat(asks("confirm_checkout")).isEqualTo(APPLIED);
        stage().awaitEnd(CHECKOUT, id);
        assertThat(asks("confirm_checkout")).isEqualTo(new CommandResult(false, "NotOpenCheckout"));
        assertThat(asks("update_checkout")).isEqualTo(new CommandResult(false, "NotOpenCheckout"));
        stage().awaitEnd(CHECKOUT, id);
    }

    @Test
    void onATestClockItWaitsToBeWoken() {
        checkout.onTestClock = true;
        begins();
        stage().wake(CHECKOUT, id, requireNonNull(checkout.nextWakeAt));
        stage().awaitEnd(CHECKOUT, id);
        assertThat(checkout.diary()).endsWith("expired");
        assertThat(stage().count(CHECKOUT, id, EventType.EVENT_TYPE_TIMER_STARTED)).isZero();
    }
}
