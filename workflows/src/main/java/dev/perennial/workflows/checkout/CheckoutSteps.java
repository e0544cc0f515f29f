package dev.perennial.workflows.checkout;

import dev.perennial.workflows.Agenda;
import dev.perennial.workflows.command.CommandRef;
import dev.perennial.workflows.command.CommandResult;
import io.temporal.activity.ActivityInterface;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Each method commits one transaction and may run again: doing it twice has the effect of doing it once. */
@ActivityInterface(namePrefix = "Checkout.")
public interface CheckoutSteps {
    record Session(UUID id) {}

    record Due(UUID id, Instant at) {}

    /** @param attempt the payment to be made or asked about next, or null when there is none */
    record Progress(Agenda agenda, @Nullable UUID attempt) {}

    /**
     * @param result what became of the command, or null while that depends on the payment
     * @param attempt the payment the command led to, or null when it led to none
     */
    record Answer(@Nullable CommandResult result, Agenda agenda, @Nullable UUID attempt) {}

    Progress load(Session session);

    Answer update(CommandRef command);

    /** Confirms the session: reserves the payment, or fulfils a session that costs nothing. */
    Answer confirm(CommandRef command);

    /** Expires an open session whose time is over, or answers the payment that has to be asked about. */
    Progress wake(Due due);
}
