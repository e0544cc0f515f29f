package dev.perennial.core.command;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Finds what should have happened by now and has not: rows whose workflow overslept or is lost. */
public interface Reconciliation {
    /** A row whose wake-up is overdue. */
    record Overdue(String aggregate, UUID id, Instant at) {}

    /** Whether no other process is at it; holds the turn until the caller's transaction ends. */
    boolean isMyTurn();

    /** Rows in real time that were due before an instant, of organizations that may renew; longest overdue first. */
    List<Overdue> overdueBefore(Instant instant, int limit);

    /** Test clocks that set out before an instant and have not arrived. */
    List<Overdue> clocksAdvancingSince(Instant instant, int limit);
}
