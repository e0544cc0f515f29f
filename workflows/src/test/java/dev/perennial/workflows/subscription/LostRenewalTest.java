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

/** Whatever workflow is terminated at whatever step of a renewal: after the reconciler has woken what its rows call late, all is as if nothing had happened. */
class LostRenewalTest {
    private static final Duration LATE = Duration.ofSeconds(60);
    private static final Duration A_DAY_OR_SO = Duration.ofHours(25);

    /** What the processor says to the charges of two periods. */
    enum Story {
        PAID_AT_ONCE(), FOUND_OUT(State.UNKNOWN, State.SUCCEEDED), DECLINED_AND_UNKNOWN(State.FAILED, State.UNKNOWN);

        private final List<State> answers;

        Story(State... answers) { this.answers = List.of(answers); }
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

    /** Two periods pass, with a reconciler that looks after each; what was lost is gone on with by a service that knows nothing. */
    private static Told tell(Story story, @Nullable Loss loss) {
        var running = new AtomicReference<Stage>();
        Instant start = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        var rows = new FakeRenewal(start.plus(FakeRenewal.PERIOD), () -> requireNonNull(running.get()).now());
        rows.processor.willSay(story.answers.toArray(State[]::new));
        var steps = new AtomicInteger();
        Instant end = start.plus(FakeRenewal.PERIOD.multipliedBy(2)).plus(Duration.ofDays(7));
        boolean lost = !goOn(start, running, rows, loss, stage -> {
            stage.begin(SUBSCRIPTION, rows.id, rows.subscriptionAgenda());
            pass(stage, rows, start.plus(FakeRenewal.PERIOD).plus(Duration.ofDays(7)));
            steps.set(stage.stepsTaken());
            pass(stage, rows, end);
        });
        assertThat(lost).as("lost what was to be lost").isEqualTo(loss != null);
        if (lost) {
            Instant now = requireNonNull(rows.lastSeen);
            assertThat(goOn(now, running, rows, null, stage -> pass(stage, rows, end))).isTrue();
        }
        return new Told(rows.diary(), steps.get(), rows.ended && rows.nextWakeAt == null);
    }

    private static boolean goOn(Instant now, AtomicReference<Stage> running, FakeRenewal rows, @Nullable Loss loss, Consumer<Stage> story) {
        try (Stage stage = new Stage(now, rows, rows.charges)) {
            running.set(stage);
            if (loss != null) {
                stage.lose(loss);
            }
            return stage.untilLost(() -> story.accept(stage));
        }
    }

    private static void pass(Stage stage, FakeRenewal rows, Instant until) {
        while (stage.now().isBefore(until)) {
            rows.lastSeen = stage.now();
            wakeIfLate(stage, SUBSCRIPTION, rows, rows.periodEnd);
            wakeIfLate(stage, ORDER, rows, rows.nextWakeAt);
            stage.sleep(A_DAY_OR_SO);
        }
    }

    private static void wakeIfLate(Stage stage, Aggregate aggregate, FakeRenewal rows, @Nullable Instant due) {
        if (due != null && due.isBefore(stage.now().minus(LATE))) {
            stage.wake(aggregate, rows.id, due);
        }
    }
}
