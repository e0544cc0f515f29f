package dev.perennial.core.idempotency;

/**
 * What a caller calls a request of its own, so that a repeat is known for one.
 *
 * @param subject the caller, such as {@code organization:} and its id; keys of two callers have nothing to do with each other
 * @param value what the caller chose
 */
public record IdempotencyKey(String subject, String value) {
    /** Not the value: whoever has it can read the answer. */
    @Override
    public String toString() { return subject + "/…"; }
}
