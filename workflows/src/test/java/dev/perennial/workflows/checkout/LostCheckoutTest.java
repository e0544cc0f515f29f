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
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
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

        private final List<State> answers;

        Story(State... answers) { this.answers = List.of(answers); }
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

    /** What was lost is gone on with by a service that knows nothing, from the rows and by what the reconciler does about them. */
    private static Told tell(Story story, @Nullable Loss loss) {
        var running = new AtomicReference<Stage>();
        Instant start = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        var row = new FakeCheckout(start, () -> requireNonNull(running.get()).now());
        row.charges.willSay(story.answers.toArray(State[]::new));
        var confirmation = new CommandRef(row.command("confirm_checkout"));
        var lastSeen = new AtomicReference<Instant>(start);
        var steps = new AtomicInteger();
        boolean lost = !goOn(start, running, row, loss, stage -> {
            stage.begin(CHECKOUT, row.id, row.agenda());
            pass(stage, row, story, confirmation, lastSeen);
            steps.set(stage.stepsTaken());
        });
        assertThat(lost).as("lost what was to be lost").isEqualTo(loss != null);
        if (lost) {
            assertThat(goOn(requireNonNull(lastSeen.get()), running, row, null, stage -> pass(stage, row, story, confirmation, lastSeen))).isTrue();
        }
        return new Told(row.diary(), row.outcomeOf(confirmation), steps.get());
    }

    private static boolean goOn(Instant now, AtomicReference<Stage> running, FakeCheckout row, @Nullable Loss loss, Consumer<Stage> story) {
        try (Stage stage = new Stage(now, row, row.charges)) {
            running.set(stage);
            if (loss != null) {
                stage.lose(loss);
            }
            return stage.untilLost(() -> story.accept(stage));
        }
    }

    private static void pass(Stage stage, FakeCheckout row, Story story, CommandRef confirmation, AtomicReference<Instant> lastSeen) {
        if (row.outcomeOf(confirmation) == null) { // The reconciler sends it again.
            stage.execute(CHECKOUT, row.id, "confirm_checkout", confirmation.id());
        }
        if (row.isConfirmed() && !row.hasNews()) {
            row.hears(story == Story.NEVER_CAME_BACK ? State.FAILED : State.SUCCEEDED);
            if (story == Story.CONFIRMED_WITH_THE_BANK) {
                stage.signal(CHECKOUT, row.id, "payment_changed"); // The processor tells it once.
            }
        }
        while (!row.ended) {
            lastSeen.set(stage.now());
            Instant due = row.nextWakeAt;
            if (due != null && due.isBefore(stage.now().minus(LATE))) {
                stage.wake(CHECKOUT, row.id, due);
            }
            stage.sleep(Duration.ofMinutes(20));
        }
    }
}
