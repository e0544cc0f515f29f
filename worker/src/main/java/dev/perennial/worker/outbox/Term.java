package dev.perennial.worker.outbox;

import java.util.function.Function;

/**
 * Whether this worker leads at this moment. What can't be taken back asks right before it is done: a process that stood still for a while finds that its term is
 * over before it finds anything else.
 */
final class Term {
    private volatile boolean begun;
    private volatile long endsAt;

    /** Somebody else may lead by now. */
    static final class Over extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Over() { super("this worker does not lead at this moment"); }
    }

    /** @param nanos until when it leads, by {@link System#nanoTime} */
    void holdsUntil(long nanos) {
        endsAt = nanos;
        begun = true;
    }

    void end() { begun = false; }

    boolean holds() { return begun && System.nanoTime() - endsAt < 0; }

    /** The same, for as long as this worker leads; after that it throws {@link Over} in place of doing anything. */
    <T, R> Function<T, R> within(Function<T, R> effect) {
        return input -> {
            if (!holds()) {
                throw new Over();
            }
            return effect.apply(input);
        };
    }
}
