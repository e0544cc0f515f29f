package dev.perennial.workflows.checkout;

import static dev.perennial.workflows.Aggregate.CHECKOUT;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.workflows.FakeRow;
import dev.perennial.workflows.Stage;
import dev.perennial.workflows.Stage.Loss;
import dev.perennial.workflows.Stage.Moment;
import dev.perennial.workflows.command.CommandRef;
import dev.perennial.workflows.command.CommandResult;
import dev.perennial.workflows.payment.ChargeSteps.State;
import io.temporal.client.WorkflowException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever workflow is terminated at whatever step of a checkout: after the reconciler's work all is as if nothing had happened. */
class LostCheckoutTest {
    private static final Duration LATE = Duration.ofSeconds(60);

    /** What the processor says first, and what it says when it is asked again. */
    enum Story {
        PAID_AT_ONCE(State.SUCCEEDED), FOUND_OUT(State.UNKNOWN, State.SUCCEEDED), DECLINED(State.FAILED), CONFIRMED_WITH_THE_BANK(
                State.REQUIRES_ACTION), NEVER_CAME_BACK(State.REQUIRES_ACTION);

        private final State[] answers;

        Story(State... answers) { this.answers = answers; }
    }

    private record Told(List<String> diary, @Nullable CommandResult answer, int steps) {}

    @ParameterizedTest
    @EnumSource
    void endsAsIfNothingHadHappened(Story story) {
        Told undisturbed = tell(story, null);
        assertThat(undisturbed.diary()).last().isEqualTo(switch (story) {
            case PAID_AT_ONCE, FOUND_OUT, CONFIRMED_WITH_THE_BANK -> "succeeded";
            case DECLINED, NEVER_CAME_BACK -> "expired";
        });
        assertThat(undisturbed.answer()).isEqualTo(story == Story.DECLINED ? new CommandResult(false, "PaymentError") : FakeRow.APPLIED);
        for (int step = 0; step < undisturbed.steps(); step++) {
            for (Moment moment : Moment.values()) {
                Told lost = tell(story, new Loss(step, moment));
                assertThat(lost.diary()).as("lost %s step %d", moment, step).isEqualTo(undisturbed.diary());
                assertThat(lost.answer()).as("lost %s step %d", moment, step).isEqualTo(undisturbed.answer());
            }
        }
    }

    private static Told tell(Story story, @Nullable Loss loss) {
        var running = new AtomicReference<Stage>();
        var row = new FakeCheckout(Instant.now().truncatedTo(ChronoUnit.MICROS), () -> requireNonNull(running.get()).now());
        try (Stage stage = new Stage(row, row.charges)) {
            running.set(stage);
            row.charges.willSay(story.answers);
            if (loss != null) {
                stage.lose(loss);
            }
            stage.begin(CHECKOUT, row.id, row.agenda());
            UUID confirmation = row.command("confirm_checkout");
            while (row.outcomeOf(new CommandRef(confirmation)) == null) { // Sent again by the reconciler until it is answered.
                unlessLost(() -> stage.execute(CHECKOUT, row.id, "confirm_checkout", confirmation));
            }
            if (row.state.equals("confirmed") && !row.ended) {
                row.charges.willSay(story == Story.NEVER_CAME_BACK ? State.FAILED : State.SUCCEEDED);
            }
            if (story == Story.CONFIRMED_WITH_THE_BANK) {
                stage.signal(CHECKOUT, row.id, "payment_changed"); // The processor tells it once.
            }
            for (int look = 0; look < 3 && !row.ended; look++) {
                stage.sleep(Duration.between(stage.now(), requireNonNull(row.nextWakeAt)).plus(LATE).plusSeconds(1));
                Instant due = row.nextWakeAt;
                if (due != null && due.isBefore(stage.now().minus(LATE))) {
                    unlessLost(() -> stage.wake(CHECKOUT, row.id, due));
                }
            }
            return new Told(row.diary(), row.outcomeOf(new CommandRef(confirmation)), stage.stepsTaken());
        }
    }

    private static void unlessLost(Runnable asked) {
        try {
            asked.run();
        } catch (WorkflowException lost) {
            assertThat(lost).as("the workflow that was to be lost").hasStackTraceContaining("terminated");
        }
    }
}
