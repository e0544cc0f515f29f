package dev.perennial.workflows;

import io.temporal.common.SearchAttributeUpdate;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowLock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The waiting and turn-taking that all owners of an aggregate share: remembers the row's agenda, sleeps until it is due, lets one step run at a time, and
 * shows operators where the aggregate stands.
 */
public final class AgendaKeeper {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    /** Runs that were begun before this was known stay asleep until something is due. */
    private static final String NOTICED_ASLEEP = "continue-as-new-asleep";
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private final WorkflowLock turn = Workflow.newWorkflowLock();
    private @Nullable Agenda agenda;
    private String shownState = "";
    private boolean asked;
    private boolean full;
    /** What was due when the workflow last went on, and how long it waits if that is still so. */
    private @Nullable Agenda lastDue;
    private Duration pause = FIRST_PAUSE;

    /** @param begunWith what the row said when the workflow was started, under the state it was started to be found by; null when that has to be read */
    public AgendaKeeper(@Nullable Agenda begunWith) {
        if (begunWith != null) {
            remember(begunWith);
            shownState = begunWith.about().state();
        }
    }

    /** A keeper that knows nothing before the first step. */
    public AgendaKeeper() { this(null); }

    /** Steps yield: without a turn a command could slip between reading the agenda and writing it. */
    public <T> T takeTurn(Supplier<T> step) {
        turn.lock();
        try {
            T result = untilDone(step);
            showState();
            return result;
        } finally {
            turn.unlock();
        }
    }

    /** As {@link #takeTurn(Supplier)}, for a step without an answer. */
    public void takeTurn(Runnable step) {
        takeTurn(() -> {
            step.run();
            return true;
        });
    }

    /**
     * Takes the step again from its beginning when one of its activities was given up: a local activity that ran into its time limit, say because the
     * database was down, is not retried by the SDK. Every activity finds what it has done before, so doing it twice has the effect of doing it once.
     */
    private <T> T untilDone(Supplier<T> step) {
        Duration wait = FIRST_PAUSE;
        while (true) {
            try {
                return step.get();
            } catch (ActivityFailure lost) {
                if (lost.getCause() instanceof CanceledFailure) {
                    throw lost;
                }
                showState();
                Workflow.newTimer(wait, TimerOptions.newBuilder().setSummary("tries again").build()).get();
                wait = longer(wait);
            }
        }
    }

    /** Whether the history has become so long that the owner has to go on as a new run. */
    public boolean isFull() { return full; }

    /** Remembers what the row says now; operators find it by its state when the turn is over. */
    public void remember(Agenda latest) {
        agenda = latest;
        Workflow.setCurrentDetails("**" + latest.about().state() + "**\n\nNext: " + (latest.ended() ? "nothing, this is over" : latest.nextEvent()));
    }

    /** Lets operators find it by its state before the turn is over: for steps that may take long. Each change of a search attribute costs the service a row. */
    public void showState() {
        if (agenda != null && !agenda.about().state().equals(shownState)) {
            shownState = agenda.about().state();
            Workflow.upsertTypedSearchAttributes(SearchAttributeUpdate.valueSet(SearchAttributes.STATE, shownState));
        }
    }

    public boolean isKnown() { return agenda != null; }

    public boolean ended() { return agenda != null && agenda.ended(); }

    public Agenda agenda() {
        if (agenda == null) {
            throw new IllegalStateException("the row has not been read yet");
        }
        return agenda;
    }

    /**
     * Sleeps until the agenda is due or has changed, or the history is full; where a test clock tells the time, no instant ends it. Where a turn has changed nothing
     * of what is due, the next one comes after a pause: no loop without one.
     */
    public void sleepUntilDueOrChanged() {
        Agenda seen = agenda();
        Instant due = seen.nextWakeAt();
        if (due == null || seen.onTestClock()) {
            awaitUnlessFull(() -> !seen.equals(agenda));
        } else if (seen.equals(lastDue) && seen.isDue(WorkflowTime.now())) {
            pause(seen);
        } else {
            pause = FIRST_PAUSE;
            WorkflowTime.sleepUntil(due, seen.nextEvent(), () -> !seen.equals(agenda), this::awaitUnlessFull);
        }
        lastDue = seen.equals(agenda) ? seen : null;
    }

    private void pause(Agenda seen) {
        if (Workflow.getVersion("minimum-pause", Workflow.DEFAULT_VERSION, 1) == Workflow.DEFAULT_VERSION) {
            return;
        }
        WorkflowTime.sleepUntil(WorkflowTime.now().plus(pause), "asks again", () -> !seen.equals(agenda), this::awaitUnlessFull);
        pause = longer(pause);
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    }

    /**
     * Waits for a condition, or until the history is full: turns make it long, most of all those that change nothing, and nobody else would wake the owner before
     * the service refuses more. Only the owner's own course may ask which way its run goes, since asking lets others go first.
     */
    public void awaitUnlessFull(Supplier<Boolean> condition) {
        Workflow.await(() -> condition.get() || full || isToBeAsked());
        if (isToBeAsked()) {
            asked = true;
            full = Workflow.getVersion(NOTICED_ASLEEP, Workflow.DEFAULT_VERSION, 1) == 1;
            if (!full) {
                Workflow.await(condition);
            }
        }
    }

    private boolean isToBeAsked() { return !asked && Workflow.getInfo().isContinueAsNewSuggested(); }
}
