package dev.perennial.workflows.payment;

import static dev.perennial.workflows.Aggregate.CARD_SETUP;
import static dev.perennial.workflows.FakeRow.APPLIED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.workflows.Stage;
import dev.perennial.workflows.command.CommandResult;
import dev.perennial.workflows.payment.ChargeSteps.State;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class CardSetupWorkflowTest {
    final FakeCard card = new FakeCard(Instant.now().truncatedTo(ChronoUnit.MICROS));
    final UUID id = card.id;
    @AutoClose
    final Stage stage = new Stage(card, card.charges);

    private CommandResult asks(String kind) { return stage.execute(CARD_SETUP, id, kind, card.command(kind)); }

    @Test
    void aCardIsSavedAtOnce() {
        assertThat(asks("add_payment_method")).isEqualTo(APPLIED);
        stage.awaitEnd(CARD_SETUP, id);
        assertThat(card.diary()).containsExactly("charge SUCCEEDED");
    }

    @Test
    void aDeclineIsAnswered() {
        card.charges.willSay(State.FAILED);
        assertThat(asks("add_payment_method")).isEqualTo(new CommandResult(false, "PaymentError"));
        stage.awaitEnd(CARD_SETUP, id);
    }

    @Test
    void aRefusalLeavesNothingToWaitFor() {
        card.isRefused("PaymentMethodSetupError");
        assertThat(asks("add_payment_method")).isEqualTo(new CommandResult(false, "PaymentMethodSetupError"));
        stage.awaitEnd(CARD_SETUP, id);
        assertThat(card.diary()).isEmpty();
    }

    @Test
    void aCardTheBankAsksAboutWaitsForTheCustomer() {
        card.charges.willSay(State.UNKNOWN, State.REQUIRES_ACTION);
        assertThat(asks("add_payment_method")).isEqualTo(APPLIED);
        card.charges.willSay(State.SUCCEEDED);
        assertThat(asks("confirm_payment_method")).isEqualTo(APPLIED);
        stage.awaitEnd(CARD_SETUP, id);
        assertThat(card.diary()).containsExactly("charge UNKNOWN", "resolve REQUIRES_ACTION", "confirm", "resolve SUCCEEDED");
        assertThat(stage.activities(CARD_SETUP, id)).containsExactly("Charge.Resolve", "Charge.Resolve");
        stage.keep(CARD_SETUP, id);
    }

    /** SUB-7: nobody waits for the customer any more but the attempt's row. */
    @Test
    void aLostRunIsAskedAboutWhenTheCustomersTimeIsOver() {
        card.charges.willSay(State.REQUIRES_ACTION);
        assertThat(asks("add_payment_method")).isEqualTo(APPLIED);
        stage.terminate(CARD_SETUP, id);
        card.charges.willSay(State.FAILED);
        stage.sleep(Duration.ofMinutes(32));
        assertThat(card.ended).isFalse();
        stage.wake(CARD_SETUP, id, stage.now());
        stage.awaitEnd(CARD_SETUP, id);
        assertThat(card.diary()).containsExactly("charge REQUIRES_ACTION", "resolve FAILED");
    }

    @Test
    void theProcessorsWordIsHeard() {
        card.charges.willSay(State.REQUIRES_ACTION);
        assertThat(asks("add_payment_method")).isEqualTo(APPLIED);
        card.charges.willSay(State.SUCCEEDED);
        stage.signal(CARD_SETUP, id, "payment_changed");
        stage.awaitEnd(CARD_SETUP, id);
        assertThat(card.diary()).endsWith("resolve SUCCEEDED");
    }

    @Test // LIV-9
    void goesOnAsANewRunWhileItIsAsleep() {
        card.charges.willSay(State.REQUIRES_ACTION);
        assertThat(asks("add_payment_method")).isEqualTo(APPLIED);
        stage.untilItGoesOnAsANewRun(CARD_SETUP, id, () -> {
            card.charges.willSay(State.REQUIRES_ACTION);
            assertThat(asks("confirm_payment_method")).isEqualTo(APPLIED);
        });
        card.charges.willSay(State.FAILED);
        stage.awaitEnd(CARD_SETUP, id);
        assertThat(card.diary()).as("what was due is still due").endsWith("resolve FAILED");
    }

    @Test
    void aCustomerWhoNeverComesBackIsGivenUp() {
        card.charges.willSay(State.REQUIRES_ACTION);
        assertThat(asks("add_payment_method")).isEqualTo(APPLIED);
        card.charges.willSay(State.FAILED);
        stage.sleep(Duration.ofMinutes(20));
        assertThat(card.ended).isFalse();
        stage.awaitEnd(CARD_SETUP, id);
        assertThat(card.diary()).containsExactly("charge REQUIRES_ACTION", "resolve FAILED");
    }

    /** A bank that takes its time, after the card should have been given up: it is asked again and again, but never without a pause. */
    @Test
    void whatStaysDueIsAskedAboutAfterGrowingPauses() {
        card.charges.willSay(State.REQUIRES_ACTION);
        assertThat(asks("add_payment_method")).isEqualTo(APPLIED);
        card.charges.willSay(Collections.nCopies(100, State.PROCESSING).toArray(State[]::new));
        stage.sleep(Duration.ofMinutes(90));
        assertThat(card.ended).isFalse();
        assertThat(card.diary()).as("after pauses of up to five minutes").hasSizeBetween(10, 50);
        stage.keep(CARD_SETUP, id, "StaysDue");
    }
}
