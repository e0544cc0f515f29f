package dev.perennial.core.command;

import dev.perennial.core.time.RealInstant;
import java.util.Optional;
import java.util.UUID;

/** The commands ever given. */
public interface Commands {
    void insert(Command command);

    /**
     * Inserts a command, unless it was given before by the same id: a request that was sent again.
     *
     * @return the command as it was given before; nothing when this one is the first
     * @throws IllegalStateException if the id belongs to another command
     */
    Optional<Command> insertOrFind(Command command);

    Optional<Command> find(UUID id);

    /** @throws IllegalStateException if there is no such command: its id is only ever sent after its commit */
    default Command get(UUID id) {
        return find(id).orElseThrow(() -> new IllegalStateException("no command " + id));
    }

    /**
     * Stores what became of it and erases the body.
     *
     * @throws IllegalStateException if that is known already
     */
    default void finish(UUID id, Outcome outcome, RealInstant now) {
        if (!finishOnce(id, outcome, now)) {
            throw new IllegalStateException("command " + id + " has an outcome already");
        }
    }

    /** As {@link #finish}, unless it has an outcome already; answers whether it had none. */
    boolean finishOnce(UUID id, Outcome outcome, RealInstant now);
}
