package dev.perennial.core.outbox;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Facts that have not been relayed yet. Their numbers are given before the commit, so a lower one may appear after a higher one. */
public interface WaitingFacts {
    /** A fact that waits. */
    record Waiting(long sequence, String type, UUID subjectId) {}

    /** How far the relay is behind: how many facts wait, and since when the oldest one does, in real time. */
    record Backlog(long waiting, Optional<Instant> since) {}

    /** Facts with higher numbers than this one, lowest first. */
    List<Waiting> after(long sequence, int limit);

    void markRelayed(Collection<Long> sequences, Instant at);

    Backlog backlog();
}
