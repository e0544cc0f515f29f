package dev.perennial.workflows.order;

import static java.util.Objects.requireNonNull;

import dev.perennial.workflows.FakeCharges;
import dev.perennial.workflows.FakeRow;
import dev.perennial.workflows.command.CommandRef;
import dev.perennial.workflows.command.CommandResult;
import dev.perennial.workflows.payment.ChargeSteps.State;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An unpaid order that is tried again every two days, five times, and then written off. */
final class FakeOrder extends FakeRow implements CollectionSteps {
    static final Duration PAUSE = Duration.ofDays(2);
    private static final int TRIES = 5;
    final FakeCharges charges = new FakeCharges(this, this::charged);
    private int failures;
    private @Nullable UUID open;
    private boolean openIsNew;

    FakeOrder(Instant firstTry) {
        nextWakeAt = firstTry;
        state = "pending";
    }

    private void charged(State outcome) {
        openIsNew = false;
        switch (outcome) {
            case SUCCEEDED -> ends("paid");
            case FAILED -> {
                open = null;
                failures++;
                if (failures == TRIES) {
                    ends("void");
                } else {
                    nextWakeAt = requireNonNull(nextWakeAt).plus(PAUSE);
                }
            }
            case REQUIRES_ACTION, PROCESSING, UNKNOWN -> {
                // It stays open.
            }
        }
    }

    private void ends(String how) {
        open = null;
        ended = true;
        nextWakeAt = null;
        state = how;
        note(how);
    }

    /** An attempt somebody else has left without knowing its outcome, as a renewal does. */
    void leavesOpen() {
        open = charges.attempt(null);
        openIsNew = false;
    }

    /** The subscription has ended: the next look writes the order off. */
    void isOwedNoMore() { state = "abandoned"; }

    private Progress progress() { return new Progress(agenda(), open == null ? Move.NOTHING : openIsNew ? Move.CHARGE : Move.RESOLVE, open); }

    @Override
    public Progress look(Subject subject) {
        return exclusively(() -> {
            if (state.equals("abandoned") && !ended) {
                ends("void");
            }
            return progress();
        });
    }

    @Override
    public Progress wake(Due due) {
        return exclusively(() -> {
            if (open == null && due.at().equals(nextWakeAt)) {
                note("try");
                open = charges.attempt(null);
                openIsNew = true;
            } else if (!openIsNew && due.at().equals(nextWakeAt)) {
                nextWakeAt = due.at().plus(PAUSE);
            }
            return progress();
        });
    }

    @Override
    public Answer retryPayment(CommandRef command) {
        return exclusively(() -> {
            CommandResult known = outcomeOf(command);
            if (known != null || open != null) {
                return known == null && openIsNew
                        ? new Answer(null, agenda(), open)
                        : new Answer(finish(command, known == null
                                ? new CommandResult(false, "PaymentAlreadyInProgress")
                                : known), agenda(), null);
            }
            note("retry_payment");
            open = charges.attempt(command);
            openIsNew = true;
            return new Answer(null, agenda(), open);
        });
    }
}
