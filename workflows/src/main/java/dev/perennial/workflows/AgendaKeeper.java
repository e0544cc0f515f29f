package dev.perennial.workflows;

import io.temporal.common.SearchAttributeUpdate;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowLock;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The waiting and turn-taking that all owners of an aggregate share: remembers the row's agenda, sleeps until it is due, lets one step run at a time, and
 * shows operators where the aggregate stands.
 */
public final class AgendaKeeper {
    private final WorkflowLock turn = Workflow.newWorkflowLock();
    private @Nullable Agenda agenda;
    private String shownState = "";

    /** Steps yield: without a turn a command could slip between reading the agenda and writing it. */
    public <T> T takeTurn(Supplier<T> step) {
        turn.lock();
        try {
            return step.get();
        } finally {
            turn.unlock();
        }
    }

    /** As {@link #takeTurn(Supplier)}, for a step without an answer. */
    public void takeTurn(Runnable step) {
        turn.lock();
        try {
            step.run();
        } finally {
            turn.unlock();
        }
    }

    /** Remembers what the row says now. */
    public void remember(Agenda latest) {
        agenda = latest;
        String state = latest.about().state();
        Workflow.setCurrentDetails("**" + state + "**\n\nNext: " + (latest.ended() ? "nothing, this is over" : latest.nextEvent()));
        if (!state.equals(shownState)) {
            shownState = state;
            Workflow.upsertTypedSearchAttributes(SearchAttributeUpdate.valueSet(SearchAttributes.STATE, state));
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

    /** Sleeps until the agenda is due or has changed; where a test clock tells the time, until it has changed. */
    public void sleepUntilDueOrChanged() {
        Agenda seen = agenda();
        Instant due = seen.nextWakeAt();
        if (due == null || seen.onTestClock()) {
            Workflow.await(() -> !seen.equals(agenda));
        } else {
            WorkflowTime.sleepUntil(due, seen.nextEvent(), () -> !seen.equals(agenda));
        }
    }
}
