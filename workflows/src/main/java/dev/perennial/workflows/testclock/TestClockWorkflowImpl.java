package dev.perennial.workflows.testclock;

import dev.perennial.workflows.ActivityProfiles;
import dev.perennial.workflows.AgendaKeeper;
import dev.perennial.workflows.command.CommandRef;
import dev.perennial.workflows.command.CommandResult;
import dev.perennial.workflows.command.WakeUp;
import dev.perennial.workflows.testclock.TestClockSteps.Answer;
import dev.perennial.workflows.testclock.TestClockSteps.Progress;
import dev.perennial.workflows.testclock.TestClockSteps.Subject;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.util.UUID;

/** Plays what is due as one long activity per advance; what cannot be played stops the clock, and the next advance goes on from there. */
public class TestClockWorkflowImpl implements TestClockWorkflow {
    private static final int PLAY_ATTEMPTS = 3;
    private final AgendaKeeper keeper = new AgendaKeeper();
    private final UUID id;
    private boolean advancing;

    @WorkflowInit
    public TestClockWorkflowImpl(Start start) { id = start.id(); }

    @Override
    public void run(Start start) {
        keeper.takeTurn(() -> remember(steps("read the clock").load(new Subject(id))));
        while (!keeper.ended() && !Workflow.getInfo().isContinueAsNewSuggested()) {
            keeper.awaitUnlessFull(() -> advancing || keeper.ended());
            if (advancing) {
                play();
            }
        }
        if (keeper.ended()) {
            Workflow.newActivityStub(TestClockSteps.class, ActivityProfiles.provider("end the clock's subscriptions"))
                    .endSubscriptions(new Subject(id));
        }
        Workflow.await(Workflow::isEveryHandlerFinished);
        if (!keeper.ended()) {
            Workflow.continueAsNew(start);
        }
    }

    @Override
    public CommandResult advance(CommandRef command) { return carryOut("advance_clock", command); }

    @Override
    public CommandResult delete(CommandRef command) { return carryOut("delete_clock", command); }

    @Override
    public void wake(WakeUp at) {
        keeper.takeTurn(() -> remember(steps("read the clock").load(new Subject(id))));
    }

    private CommandResult carryOut(String name, CommandRef command) {
        return keeper.takeTurn(() -> {
            Answer answer = steps(name).carryOut(command);
            remember(steps("read the clock").load(new Subject(id)));
            return answer.result();
        });
    }

    private void play() {
        Progress progress;
        try {
            keeper.showState();
            progress = Workflow.newActivityStub(TestClockSteps.class, ActivityProfiles.batch("play what is due", PLAY_ATTEMPTS))
                    .play(new Subject(id));
        } catch (ActivityFailure e) {
            // The clock's failure is its state, for the merchant to see and to resume from; the workflow itself goes on.
            progress = steps("stop the clock").fail(new Subject(id));
        }
        remember(progress);
        keeper.showState();
    }

    private void remember(Progress progress) {
        keeper.remember(progress.agenda());
        advancing = progress.advancing();
    }

    private TestClockSteps steps(String summary) {
        return Workflow.newLocalActivityStub(TestClockSteps.class, ActivityProfiles.transaction(summary));
    }
}
