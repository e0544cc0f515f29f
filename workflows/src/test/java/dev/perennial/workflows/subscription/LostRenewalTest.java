package dev.perennial.workflows.subscription;

import static dev.perennial.workflows.Aggregate.ORDER;
import static dev.perennial.workflows.Aggregate.SUBSCRIPTION;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.workflows.Aggregate;
import dev.perennial.workflows.Stage;
import dev.perennial.workflows.Stage.Loss;
import dev.perennial.workflows.Stage.Moment;
import dev.perennial.workflows.payment.ChargeSteps.State;
import io.temporal.client.WorkflowException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever workflow is terminated at whatever step of a renewal: after the reconciler has woken what its rows call late, all is as if nothing had happened. */
class LostRenewalTest {
    private static final Duration LATE = Duration.ofSeconds(60);
    /** Once a day: enough for a try after two days, and for what was lost at it. */
    private static final int LOOKS = 5;

    /** What the processor says to the charges of two periods. */
    enum Story {
        PAID_AT_ONCE(), FOUND_OUT(State.UNKNOWN, State.SUCCEEDED), DECLINED_ONCE(State.FAILED), DECLINED_AND_UNKNOWN(State.FAILED, State.UNKNOWN);

        private final State[] answers;

        Story(State... answers) { this.answers = answers; }
    }

    /** @param steps those of the first period: the second is there to be reached */
    private record Told(List<String> diary, int steps, boolean settled) {}

    @ParameterizedTest
    @EnumSource
    void endsAsIfNothingHadHappened(Story story) {
        Told undisturbed = tell(story, null);
        assertThat(undisturbed.diary()).startsWith("close").endsWith("close", "charge SUCCEEDED", "paid");
        assertThat(undisturbed.settled()).isTrue();
        for (int step = 0; step < undisturbed.steps(); step++) {
            for (Moment moment : Moment.values()) {
                Told lost = tell(story, new Loss(step, moment));
                assertThat(lost.diary()).as("lost %s step %d", moment, step).isEqualTo(undisturbed.diary());
                assertThat(lost.settled()).as("lost %s step %d", moment, step).isTrue();
            }
        }
    }

    /** Two periods pass, with a reconciler that looks after each. */
    private static Told tell(Story story, @Nullable Loss loss) {
        var running = new AtomicReference<Stage>();
        var rows = new FakeRenewal(Instant.now().truncatedTo(ChronoUnit.MICROS).plus(FakeRenewal.PERIOD), () -> requireNonNull(running.get()).now());
        try (Stage stage = new Stage(rows, rows.charges)) {
            running.set(stage);
            rows.processor.willSay(story.answers);
            if (loss != null) {
                stage.lose(loss);
            }
            stage.begin(SUBSCRIPTION, rows.id, rows.subscriptionAgenda());
            passPeriod(stage, rows);
            int steps = stage.stepsTaken();
            passPeriod(stage, rows);
            return new Told(rows.diary(), steps, rows.ended && rows.nextWakeAt == null);
        }
    }

    private static void passPeriod(Stage stage, FakeRenewal rows) {
        stage.sleep(Duration.between(stage.now(), rows.periodEnd).plus(LATE).plusSeconds(1));
        for (int look = 0; look < LOOKS; look++) {
            reconcile(stage, rows);
            stage.sleep(Duration.ofDays(1));
        }
    }

    private static void reconcile(Stage stage, FakeRenewal rows) {
        wakeIfLate(stage, SUBSCRIPTION, rows, rows.periodEnd);
        wakeIfLate(stage, ORDER, rows, rows.nextWakeAt);
    }

    private static void wakeIfLate(Stage stage, Aggregate aggregate, FakeRenewal rows, @Nullable Instant due) {
        if (due == null || due.isAfter(stage.now().minus(LATE))) {
            return;
        }
        try {
            stage.wake(aggregate, rows.id, due);
        } catch (WorkflowException lost) {
            assertThat(lost).as("the workflow that was to be lost").hasStackTraceContaining("terminated");
        }
    }
}
