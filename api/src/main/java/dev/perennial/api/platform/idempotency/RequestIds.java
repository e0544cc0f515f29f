package dev.perennial.api.platform.idempotency;

import dev.perennial.api.platform.access.KnownCallers;
import io.micronaut.core.propagation.PropagatedContext;
import io.micronaut.core.propagation.PropagatedContextElement;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ids for what a request makes or asks for. Under an idempotency key they are the same at every try, so that a repeat after a crash finds what the first try
 * left behind instead of doing it again; without one they are random.
 */
public final class RequestIds {
    private static final long VERSION_4 = 0x4000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private RequestIds() {}

    /** The next id, of version 4 in form. */
    public static UUID next() {
        return PropagatedContext.getOrEmpty().find(Derived.class).map(Derived::next).orElseGet(UUID::randomUUID);
    }

    /** Whether a repeat would get the same ids. */
    public static boolean areDerived() {
        return PropagatedContext.getOrEmpty().find(Derived.class).isPresent();
    }

    /** Says that the answer tells of a moment and is not worth keeping: a repeat shall ask again. */
    public static void keepNoAnswer() {
        PropagatedContext.getOrEmpty().find(Derived.class).ifPresent(request -> request.passing = true);
    }

    /** What a request under a key carries along. */
    static final class Derived implements PropagatedContextElement {
        private final UUID seed;
        private final AtomicInteger given = new AtomicInteger();
        private volatile boolean passing;

        Derived(UUID seed) { this.seed = seed; }

        boolean isAnswerPassing() {
            return passing;
        }

        private UUID next() {
            ByteBuffer hash = ByteBuffer.wrap(HexFormat.of().parseHex(KnownCallers.hash(seed + ":" + given.getAndIncrement())));
            return new UUID(hash.getLong() & ~0xf000L | VERSION_4, hash.getLong() & ~0xc000_0000_0000_0000L | VARIANT);
        }
    }
}
