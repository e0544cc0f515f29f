package dev.perennial.worker.outbox;

import java.util.UUID;

/** What follows from a fact. Runs at least once, at the same time as other reactions, and may throw whatever it likes: then it runs again. */
public interface Reaction {
    void to(UUID subjectId);
}
