package dev.perennial.worker.outbox;

import java.time.Duration;

/** One kind of work that waits in tables. Called by one thread at a time, when there may be work and after the time it asks for. */
interface Drain {
    /**
     * Does what there is to do now.
     *
     * @return when to look again if nobody calls before
     */
    Duration drain();

    /** Whether it is called at each news in the tables, too. */
    default boolean wantsNews() { return true; }

    /** Brings to an end what is under way, as far as that goes quickly: the worker stops or leads no longer. */
    default void finish() throws InterruptedException {}

    /** What operators know it by. */
    String name();
}
