package dev.perennial.core.command;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The commands ever given. */
public interface Commands {
    void insert(Command command);

    Optional<Command> find(UUID id);

    /** @throws IllegalStateException if there is no such command: its id is only ever sent after its commit */
    default Command get(UUID id) {
        return find(id).orElseThrow(() -> new IllegalStateException("no command " + id));
    }

    /** Stores what became of it and erases the body. */
    void finish(UUID id, Outcome outcome, Instant now);

    /** Commands nobody has carried out, given before an instant; oldest first. */
    List<Command> unfinishedBefore(Instant instant, int limit);
}
