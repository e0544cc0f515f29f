package dev.perennial.core.idempotency;

import java.time.Duration;
import java.util.UUID;

/** The keys in use. One lives for 24 hours from its first request. */
public interface IdempotencyKeys {
    /** How a request with a key is to be treated. */
    sealed interface Standing {
        /**
         * It is this request's turn.
         *
         * @param claim proof of it
         * @param seed what the ids of this key's request derive from; the same at every try
         */
        record Claimed(UUID claim, UUID seed) implements Standing {}

        /** It was answered before. */
        record Answered(KeptAnswer answer) implements Standing {}

        /** Another one is at work under this key. */
        record InProgress() implements Standing {}

        /** The key belongs to a request that asked for something else. */
        record Reused() implements Standing {}
    }

    /**
     * Asks for the turn. It is given to the first request, and again when the one who had it has not answered in time.
     *
     * @param request what is asked, complete: two requests with the same text ask for the same
     * @param lease how long the turn lasts; whoever died within it holds up repeats for that long
     */
    Standing claim(IdempotencyKey key, byte[] request, Duration lease);

    /** Keeps the answer, unless the turn was lost. */
    void keep(IdempotencyKey key, UUID claim, KeptAnswer answer);

    /** Gives the turn back without an answer, so that the same request may be tried again at once. */
    void giveBack(IdempotencyKey key, UUID claim);

    /** Forgets the key: its request was turned away before it did anything. */
    void forget(IdempotencyKey key, UUID claim);

    /** Forgets keys whose day is over, some at a time; answers how many. */
    int forgetExpired();
}
