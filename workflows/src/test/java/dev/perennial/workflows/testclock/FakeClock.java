package dev.perennial.workflows.testclock;

import dev.perennial.workflows.FakeRow;
import dev.perennial.workflows.command.CommandRef;
import dev.perennial.workflows.command.CommandResult;

/** A clock that plays, or fails to, as told. */
final class FakeClock extends FakeRow implements TestClockSteps {
    private int failures;
    private boolean subscriptionsEnded;

    FakeClock() {
        onTestClock = true;
        state = "ready";
    }

    /** The next tries to play what is due throw. */
    void cannotPlay(int tries) { failures = tries; }

    void isOnItsWay() { state = "advancing"; }

    private Progress progress() { return new Progress(agenda(), state.equals("advancing") && !ended); }

    @Override
    public Progress load(Subject subject) { return exclusively(this::progress); }

    @Override
    public Answer carryOut(CommandRef command) {
        CommandResult result = once(command, () -> {
            String kind = kindOf(command);
            note(kind);
            if (kind.equals("delete_clock")) {
                ended = true;
            } else if (state.equals("advancing")) {
                return new CommandResult(false, "TestClockAdvancing");
            } else {
                state = "advancing";
            }
            return APPLIED;
        });
        return new Answer(result, agenda());
    }

    @Override
    public Progress play(Subject subject) {
        if (failures > 0) {
            failures--;
            note("stuck");
            throw new IllegalStateException("an owner could not be woken");
        }
        if (state.equals("advancing")) {
            note("played");
            state = "ready";
        }
        return progress();
    }

    @Override
    public Progress fail(Subject subject) {
        return exclusively(() -> {
            if (state.equals("advancing")) {
                note("failed");
                state = "failed";
            }
            return progress();
        });
    }

    @Override
    public void endSubscriptions(Subject subject) {
        if (!subscriptionsEnded) {
            subscriptionsEnded = true;
            note("subscriptions ended");
        }
    }
}
