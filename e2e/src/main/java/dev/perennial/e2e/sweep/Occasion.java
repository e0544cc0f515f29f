package dev.perennial.e2e.sweep;

/**
 * Something that happens in the course of a scenario and can go wrong.
 *
 * @param name a call by its method and route, as in {@code post.payment_intents}, or a step by its activity type
 * @param turn which one of that name, from 1
 */
record Occasion(Kind kind, String name, int turn) {
    /** What can go wrong depends on it. */
    enum Kind {
        /** A call of the processor that changes nothing there. */
        READ,
        /** A call of the processor with an effect. */
        WRITE,
        /** A step within a workflow task. */
        LOCAL_STEP,
        /** A step the service schedules and retries. */
        STEP,
        /** An event the processor tells us of. */
        EVENT
    }

    @Override
    public String toString() { return name + "#" + turn; }
}
