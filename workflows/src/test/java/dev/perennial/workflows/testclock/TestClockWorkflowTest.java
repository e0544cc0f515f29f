package dev.perennial.workflows.testclock;

import static dev.perennial.workflows.Aggregate.TEST_CLOCK;
import static dev.perennial.workflows.FakeRow.APPLIED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.workflows.Stage;
import dev.perennial.workflows.command.CommandResult;
import java.time.Duration;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class TestClockWorkflowTest {
    final FakeClock clock = new FakeClock();
    final UUID id = clock.id;
    @AutoClose
    final Stage stage = new Stage(clock);

    private CommandResult asks(String kind) { return stage.execute(TEST_CLOCK, id, kind, clock.command(kind)); }

    private void becomes(String state) { Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> clock.state.equals(state)); }

    @Test
    void anAdvancePlaysWhatIsDueAndADeletionEndsTheSubscriptions() {
        assertThat(asks("advance_clock")).isEqualTo(APPLIED);
        becomes("ready");
        assertThat(asks("advance_clock")).isEqualTo(APPLIED);
        becomes("ready");
        assertThat(asks("delete_clock")).isEqualTo(APPLIED);
        stage.awaitEnd(TEST_CLOCK, id);
        assertThat(clock.diary()).containsExactly("advance_clock", "played", "advance_clock", "played", "delete_clock", "subscriptions ended");
        stage.keep(TEST_CLOCK, id);
    }

    @Test
    void whatCannotBePlayedStopsTheClockAndANewAdvanceGoesOn() {
        clock.cannotPlay(3);
        assertThat(asks("advance_clock")).isEqualTo(APPLIED);
        stage.sleep(Duration.ofMinutes(1));
        becomes("failed");
        assertThat(clock.diary()).containsExactly("advance_clock", "stuck", "stuck", "stuck", "failed");
        assertThat(asks("advance_clock")).isEqualTo(APPLIED);
        becomes("ready");
        assertThat(clock.diary()).endsWith("advance_clock", "played");
    }

    @Test
    void aHiccupIsNotAFailure() {
        clock.cannotPlay(2);
        assertThat(asks("advance_clock")).isEqualTo(APPLIED);
        stage.sleep(Duration.ofMinutes(1));
        becomes("ready");
        assertThat(clock.diary()).containsExactly("advance_clock", "stuck", "stuck", "played");
    }

    @Test // LIV-9
    void goesOnAsANewRunWhileItIsAsleep() {
        stage.wake(TEST_CLOCK, id, stage.now());
        stage.untilItGoesOnAsANewRun(TEST_CLOCK, id, () -> stage.wake(TEST_CLOCK, id, stage.now()));
        assertThat(asks("advance_clock")).isEqualTo(APPLIED);
        becomes("ready");
        assertThat(clock.diary()).containsExactly("advance_clock", "played");
    }

    @Test
    void anAdvanceThatLostItsWorkflowIsGoneOnWith() {
        clock.isOnItsWay();
        stage.wake(TEST_CLOCK, id, stage.now());
        becomes("ready");
        assertThat(clock.diary()).containsExactly("played");
    }

    /** SUB-6: the clock says that it is deleted to whoever wakes it. */
    @Test
    void aDeletionThatLostItsWorkflowEndsTheSubscriptionsAllTheSame() {
        clock.ended = true;
        stage.wake(TEST_CLOCK, id, stage.now());
        stage.awaitEnd(TEST_CLOCK, id);
        assertThat(clock.diary()).containsExactly("subscriptions ended");
    }
}
