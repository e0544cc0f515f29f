package dev.perennial.workflows.subscription;

import static dev.perennial.workflows.Aggregate.SUBSCRIPTION;
import static dev.perennial.workflows.FakeRow.APPLIED;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.workflows.Agenda;
import dev.perennial.workflows.SearchAttributes;
import dev.perennial.workflows.Stage;
import dev.perennial.workflows.command.CommandResult;
import dev.perennial.workflows.payment.ChargeSteps.State;
import io.temporal.api.enums.v1.EventType;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SubscriptionWorkflowTest {
    private static final String[] RENEWED = {"close 0 s late", "charge SUCCEEDED"};
    private final AtomicReference<Stage> running = new AtomicReference<>();
    final FakeSubscription subscription = new FakeSubscription(Instant.now().truncatedTo(ChronoUnit.MICROS).plus(FakeSubscription.PERIOD),
            () -> stage().now());
    final UUID id = subscription.id;

    SubscriptionWorkflowTest() { running.set(new Stage(subscription, subscription.charges)); }

    @AfterEach
    void close() { stage().close(); }

    private Stage stage() { return requireNonNull(running.get()); }

    private void begins() { stage().begin(SUBSCRIPTION, id, subscription.agenda()); }

    private CommandResult asks(String kind) { return stage().execute(SUBSCRIPTION, id, kind, subscription.command(kind)); }

    @Test
    void renewsWhenAPeriodEndsAndNotBefore() {
        begins();
        stage().sleep(Duration.ofDays(29));
        assertThat(subscription.diary()).isEmpty();
        stage().sleep(Duration.ofDays(2));
        assertThat(subscription.diary()).containsExactly(RENEWED);
        stage().sleep(Duration.ofDays(60));
        assertThat(subscription.diary()).hasSize(6).containsOnly(RENEWED);
        assertThat(stage().activities(SUBSCRIPTION, id)).as("a renewal's steps are local").isEmpty();
        assertThat(asks("cancel_at_period_end")).isEqualTo(APPLIED);
        assertThat(asks("revoke")).isEqualTo(APPLIED);
        stage().awaitEnd(SUBSCRIPTION, id);
        stage().keep(SUBSCRIPTION, id);
    }

    @Test
    void beginsWithWhatTheRowSays() {
        begins();
        begins();
        stage().sleep(Duration.ofDays(29));
        assertThat(stage().count(SUBSCRIPTION, id, EventType.EVENT_TYPE_MARKER_RECORDED)).as("steps").isZero();
        assertThat(stage().count(SUBSCRIPTION, id, EventType.EVENT_TYPE_UPSERT_WORKFLOW_SEARCH_ATTRIBUTES)).isZero();
        assertThat(stage().count(SUBSCRIPTION, id, EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED)).isEqualTo(1);
    }

    @Test
    void readsTheRowWhereASignalStartedIt() {
        stage().signal(SUBSCRIPTION, id, "reload");
        stage().sleep(Duration.ofDays(31));
        assertThat(subscription.diary()).containsExactly(RENEWED);
        assertThat(asks("revoke")).isEqualTo(APPLIED);
        stage().awaitEnd(SUBSCRIPTION, id);
        stage().keep(SUBSCRIPTION, id, "BySignal");
    }

    @Test // LIV-9
    void goesOnAsANewRunWhileItIsAsleep() {
        begins();
        int turns = stage().untilItGoesOnAsANewRun(SUBSCRIPTION, id, () -> assertThat(asks("update_metadata")).isEqualTo(APPLIED));
        IntStream.range(turns, 2_100).forEach(_ -> assertThat(asks("update_metadata")).isEqualTo(APPLIED));
        assertThat(subscription.diary()).as("none is lost at the seam").hasSize(2_100);
        assertThat(asks("cancel_at_period_end")).isEqualTo(APPLIED);
        stage().sleep(Duration.ofDays(31));
        assertThat(subscription.diary()).contains("close 0 s late");
    }

    @Test
    void isNotBegunAgainWhenItHasEnded() {
        Agenda seen = subscription.agenda();
        assertThat(asks("revoke")).isEqualTo(APPLIED);
        stage().awaitEnd(SUBSCRIPTION, id);
        String run = stage().run(SUBSCRIPTION, id);
        stage().begin(SUBSCRIPTION, id, seen);
        assertThat(stage().run(SUBSCRIPTION, id)).isEqualTo(run);
    }

    @Test
    void takesACommandUpAgainThatItsLastRunWasTerminatedIn() {
        begins();
        subscription.isDown = true;
        UUID command = subscription.command("cancel_at_period_end");
        stage().send(SUBSCRIPTION, id, "cancel_at_period_end", command);
        stage().terminate(SUBSCRIPTION, id);
        subscription.isDown = false;
        assertThat(stage().execute(SUBSCRIPTION, id, "cancel_at_period_end", command)).isEqualTo(APPLIED);
    }

    @Test
    void whatTheFirstChargeDoesNotSettleIsNotItsConcern() {
        subscription.charges.willSay(State.UNKNOWN, State.FAILED);
        begins();
        stage().sleep(Duration.ofDays(61));
        assertThat(subscription.diary()).containsExactly("close 0 s late", "charge UNKNOWN", "close 0 s late", "charge FAILED");
    }

    @Test
    void commandsAreTakenOneAtATimeAndEachOnce() {
        begins();
        List<UUID> commands = IntStream.range(0, 20).mapToObj(_ -> subscription.command("update_metadata")).toList();
        var sent = commands.stream().map(command -> stage().send(SUBSCRIPTION, id, "update_metadata", command)).toList();
        assertThat(sent).allSatisfy(update -> assertThat(update.getResultAsync().join()).isEqualTo(APPLIED));
        // Sent again, as by a client that lost the answer.
        assertThat(stage().execute(SUBSCRIPTION, id, "update_metadata", commands.getFirst())).isEqualTo(APPLIED);
        assertThat(subscription.diary()).hasSize(20);
    }

    @Test
    void aLostWorkflowIsMadeAgainByTheNextCommand() {
        begins();
        stage().sleep(Duration.ofDays(1));
        stage().terminate(SUBSCRIPTION, id);
        assertThat(asks("cancel_at_period_end")).isEqualTo(APPLIED);
        stage().sleep(Duration.ofDays(30));
        assertThat(subscription.diary()).containsExactly("cancel_at_period_end", "close 0 s late", "charge SUCCEEDED");
    }

    @Test
    void anEndedSubscriptionStillAnswersAndARefusalIsAValue() {
        assertThat(asks("revoke")).isEqualTo(APPLIED);
        stage().awaitEnd(SUBSCRIPTION, id);
        assertThat(asks("revoke")).isEqualTo(new CommandResult(false, "AlreadyCanceledSubscription"));
        stage().awaitEnd(SUBSCRIPTION, id);
    }

    @Test
    void onATestClockItArmsNoTimerAndRenewsWhenWoken() {
        subscription.onTestClock = true;
        begins();
        for (int period = 1; period <= 3; period++) {
            stage().wake(SUBSCRIPTION, id, requireNonNull(subscription.nextWakeAt));
        }
        assertThat(subscription.diary()).hasSize(6);
        assertThat(stage().count(SUBSCRIPTION, id, EventType.EVENT_TYPE_TIMER_STARTED)).isZero();
    }

    /** The service suggests a new run when a history has 4 MiB: long answers get there sooner than many events. */
    @Test
    void aLongHistoryGoesOnAsANewOneAndLosesNoCommand() {
        begins();
        String firstRun = stage().run(SUBSCRIPTION, id);
        int sent = 0;
        while (stage().run(SUBSCRIPTION, id).equals(firstRun) && sent < 60) {
            subscription.padding = Integer.toString(sent % 10).repeat(200_000);
            assertThat(asks("update_metadata")).isEqualTo(APPLIED);
            sent++;
        }
        assertThat(stage().run(SUBSCRIPTION, id)).isNotEqualTo(firstRun);
        assertThat(stage().history(SUBSCRIPTION, id).getEvents().getFirst().getWorkflowExecutionStartedEventAttributes().getSearchAttributes()
                .getIndexedFieldsMap()).as("what operators find it by").containsKey(SearchAttributes.STATE.getName());
        subscription.padding = "";
        assertThat(asks("update_metadata")).isEqualTo(APPLIED);
        assertThat(subscription.diary()).hasSize(sent + 1);
        stage().sleep(Duration.ofDays(31));
        assertThat(subscription.diary()).endsWith(RENEWED);
    }
}
