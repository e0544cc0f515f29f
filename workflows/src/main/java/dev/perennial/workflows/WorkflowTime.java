package dev.perennial.workflows;

import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Waiting, the way every long-lived workflow of ours does. */
public final class WorkflowTime {
    private WorkflowTime() {}

    /** The workflow's deterministic time. */
    public static Instant now() { return Instant.ofEpochMilli(Workflow.currentTimeMillis()); }

    /** Sleeps until an instant, named in the Temporal UI by the summary, or until the condition holds. */
    public static void sleepUntil(Instant due, String summary, Supplier<Boolean> orSooner) {
        sleepUntil(due, summary, orSooner, condition -> Workflow.await(condition));
    }

    /** @param waiting how to wait for a condition, perhaps in vain */
    static void sleepUntil(Instant due, String summary, Supplier<Boolean> orSooner, Consumer<Supplier<Boolean>> waiting) {
        // Workflow time has whole milliseconds and rows have microseconds: one more makes sure that the instant has passed when the timer fires.
        Duration wait = Duration.between(now(), due).plusMillis(1);
        if (!wait.isPositive()) {
            return;
        }
        CancellationScope alarm = Workflow.newCancellationScope(() -> Workflow.newTimer(wait, TimerOptions.newBuilder().setSummary(summary).build()));
        alarm.run();
        waiting.accept(() -> orSooner.get() || !now().isBefore(due));
        alarm.cancel("changed");
    }
}
