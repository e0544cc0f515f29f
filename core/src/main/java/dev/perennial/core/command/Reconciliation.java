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

    /** What is due on test clocks that are not playing, so that no clock wakes it; what is on a clock that failed waits for the next advance. */
    List<Overdue> dueOnClocksAtRest(int limit);

    /** Changes of customers that others should have heard of before an instant, and deleted clocks on which something lives. */
    List<Overdue> followUpsBefore(Instant instant, int limit);

    /** Cards that were to be saved and about which nobody has heard since an instant, when their owners' time was over. */
    List<Overdue> cardSetupsBefore(Instant instant, int limit);

    /** Test clocks that set out before an instant and have not arrived. */
    List<Overdue> clocksAdvancingSince(Instant instant, int limit);
}
