package dev.perennial.workflows.testclock;

import dev.perennial.workflows.Agenda;
import dev.perennial.workflows.command.CommandRef;
import dev.perennial.workflows.command.CommandResult;
import io.temporal.activity.ActivityInterface;
import java.util.UUID;

/** The clock's own transactions, and the batch that plays what is due. Each may run again. */
@ActivityInterface(namePrefix = "TestClock.")
public interface TestClockSteps {
    record Subject(UUID id) {}

    /** @param advancing whether the clock is on its way and {@link #play} has to run */
    record Progress(Agenda agenda, boolean advancing) {}

    record Answer(CommandResult result, Agenda agenda) {}

    Progress load(Subject subject);

    Answer carryOut(CommandRef command);

    /**
     * Wakes the owner of what is due next, at its instant, until nothing is due up to the clock's target; then the clock is ready. Heartbeats with each
     * instant.
     */
    Progress play(Subject subject);

    /** Records that the clock could not go on. */
    Progress fail(Subject subject);

    /** Ends every subscription on a deleted clock. */
    void endSubscriptions(Subject subject);
}
