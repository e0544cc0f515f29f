package dev.perennial.workflows.order;

import dev.perennial.workflows.Agenda;
import dev.perennial.workflows.command.CommandRef;
import dev.perennial.workflows.command.CommandResult;
import io.temporal.activity.ActivityInterface;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Each method commits one transaction and may run again: doing it twice has the effect of doing it once. */
@ActivityInterface(namePrefix = "Collection.")
public interface CollectionSteps {
    record Subject(UUID id) {}

    record Due(UUID id, Instant at) {}

    /** What has to be done next about the order's payment. */
    enum Move {
        NOTHING, CHARGE, RESOLVE
    }

    /** @param attempt the attempt the move is about, or null when there is no move */
    record Progress(Agenda agenda, Move move, @Nullable UUID attempt) {}

    /** @param result what became of the command, or null while that depends on the payment */
    record Answer(@Nullable CommandResult result, Agenda agenda, @Nullable UUID attempt) {}

    /** Reads the rows: an open attempt has to be asked about, and so has a charge whose settlement is unknown; the order of an ended subscription is written off. */
    Progress look(Subject subject);

    /** Takes the step that is due: of the dunning schedule, or the next question for the settlement of a paid order's charge. */
    Progress wake(Due due);

    /** Reserves the customer's own try, if the order may be tried by hand (spec 04 §1.11). */
    Answer retryPayment(CommandRef command);
}
