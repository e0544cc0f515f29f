package dev.perennial.workflows.checkout;

import dev.perennial.workflows.FakeCharges;
import dev.perennial.workflows.FakeRow;
import dev.perennial.workflows.command.CommandRef;
import dev.perennial.workflows.command.CommandResult;
import dev.perennial.workflows.payment.ChargeSteps.State;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A session that lives for a day and looks after a payment that waits for the buyer every 30 minutes. */
final class FakeCheckout extends FakeRow implements CheckoutSteps {
    final FakeCharges charges = new FakeCharges(this, this::charged);
    private final Supplier<Instant> now;
    private final Instant expiresAt;
    private volatile boolean news;
    private @Nullable UUID open;

    FakeCheckout(Instant opened, Supplier<Instant> now) {
        this.now = now;
        expiresAt = opened.plus(Duration.ofDays(1));
        nextWakeAt = expiresAt;
        state = "open";
    }

    boolean isConfirmed() { return state.equals("confirmed"); }

    /** The bank has told the processor what the buyer has done. */
    void hears(State outcome) {
        news = true;
        charges.willSay(outcome);
    }

    boolean hasNews() { return news; }

    private void charged(State outcome) {
        switch (outcome) {
            case SUCCEEDED -> ends("succeeded");
            case FAILED -> {
                open = null;
                state = "open";
                nextWakeAt = expiresAt;
            }
            case REQUIRES_ACTION, PROCESSING -> nextWakeAt = now.get().plus(Duration.ofMinutes(30));
            case UNKNOWN -> nextWakeAt = now.get();
        }
    }

    private void ends(String how) {
        open = null;
        ended = true;
        nextWakeAt = null;
        state = how;
        note(how);
    }

    /** The processor tells of a payment that the rows don't show. */
    void isToldOfAnotherPayment() { open = charges.attempt(null); }

    @Override
    public Progress load(Session session) { return new Progress(agenda(), open); }

    @Override
    public Answer update(CommandRef command) {
        CommandResult result = once(command, () -> {
            note("update");
            return ended ? new CommandResult(false, "NotOpenCheckout") : APPLIED;
        });
        return new Answer(result, agenda(), null);
    }

    @Override
    public Answer confirm(CommandRef command) {
        return exclusively(() -> {
            CommandResult known = outcomeOf(command);
            if (known == null && (ended || (state.equals("confirmed") && open == null))) {
                known = finish(command, new CommandResult(false, "NotOpenCheckout"));
            }
            if (known == null && open == null) {
                note("confirm");
                state = "confirmed";
                open = charges.attempt(command);
            }
            return new Answer(known, agenda(), known == null ? open : null);
        });
    }

    @Override
    public Progress wake(Due due) {
        return exclusively(() -> {
            if (due.at().equals(nextWakeAt) && open == null) {
                ends("expired");
            }
            return new Progress(agenda(), open);
        });
    }
}
