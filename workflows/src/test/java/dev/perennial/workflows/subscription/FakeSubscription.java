package dev.perennial.workflows.subscription;

import dev.perennial.workflows.Agenda;
import dev.perennial.workflows.FakeCharges;
import dev.perennial.workflows.FakeRow;
import dev.perennial.workflows.command.CommandRef;
import dev.perennial.workflows.command.CommandResult;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A subscription with periods of 30 days. */
final class FakeSubscription extends FakeRow implements SubscriptionSteps {
    static final Duration PERIOD = Duration.ofDays(30);
    final FakeCharges charges = new FakeCharges(this, _ -> {});
    /** Makes every answer this much longer. */
    volatile String padding = "";
    /** Makes commands fail as long as it lasts. */
    volatile boolean isDown;
    private final Supplier<Instant> now;
    private @Nullable UUID attempt;

    FakeSubscription(Instant firstEnd, Supplier<Instant> now) {
        nextWakeAt = firstEnd;
        this.now = now;
    }

    @Override
    public Agenda agenda() {
        Agenda agenda = super.agenda();
        return new Agenda(agenda.ended(), agenda.nextWakeAt(), agenda.onTestClock(), agenda.nextEvent() + padding, agenda.about());
    }

    @Override
    public Agenda load(Subject subject) { return agenda(); }

    @Override
    public Closed closePeriod(ClosePeriod due) {
        return exclusively(() -> {
            if (due.dueAt().equals(nextWakeAt)) {
                note("close " + Duration.between(due.dueAt(), now.get()).toSeconds() + " s late");
                nextWakeAt = due.dueAt().plus(PERIOD);
                attempt = charges.attempt(null);
            }
            return new Closed(agenda(), attempt);
        });
    }

    @Override
    public Answer carryOut(CommandRef command) {
        if (isDown) {
            throw new IllegalStateException("the database is down");
        }
        String kind = kindOf(command);
        CommandResult result = once(command, () -> {
            note(kind);
            if (ended) {
                return new CommandResult(false, "AlreadyCanceledSubscription");
            }
            if (kind.equals("revoke")) {
                ended = true;
                state = "canceled";
            }
            return APPLIED;
        });
        return new Answer(result, agenda());
    }
}
