package dev.perennial.workflows.payment;

import dev.perennial.workflows.FakeCharges;
import dev.perennial.workflows.FakeRow;
import dev.perennial.workflows.command.CommandRef;
import dev.perennial.workflows.command.CommandResult;
import dev.perennial.workflows.payment.ChargeSteps.State;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A card a customer wants to keep; it is given up after half an hour. */
final class FakeCard extends FakeRow implements CardSetupSteps {
    final FakeCharges charges = new FakeCharges(this, this::charged);
    private @Nullable CommandResult refusal;

    FakeCard(Instant asked) {
        nextWakeAt = asked.plus(Duration.ofMinutes(30));
        state = "started";
    }

    private void charged(State outcome) { ended = outcome == State.SUCCEEDED || outcome == State.FAILED; }

    /** The command is answered before the processor is asked. */
    void isRefused(String identifier) { refusal = new CommandResult(false, identifier); }

    @Override
    public @Nullable CommandResult begin(CommandRef command) {
        return exclusively(() -> {
            charges.isFor(id, command);
            return refusal;
        });
    }

    @Override
    public CommandResult confirm(CommandRef command) {
        return once(command, () -> {
            note("confirm");
            return APPLIED;
        });
    }
}
