package dev.perennial.core.customer;

import java.time.Duration;
import java.time.Instant;

/**
 * A customer's number on invoices: short enough to be read aloud, different for each customer, and made once, at their creation.
 *
 * @param value milliseconds since 2023 in the upper bits, a sequence in the lower ten; never negative
 */
public record CustomerShortId(long value) {
    private static final Instant EPOCH = Instant.parse("2023-01-01T00:00:00Z");
    private static final int SEQUENCE_BITS = 10;
    private static final int LETTERS = 26;
    private static final int MIN_LENGTH = 8;

    public CustomerShortId {
        if (value < 0) {
            throw new IllegalArgumentException("a short id is never negative: " + value);
        }
    }

    /**
     * The number of a customer created at this instant, from 2023 on.
     *
     * @param sequence tells apart who is created in the same millisecond; its lowest ten bits count
     */
    public static CustomerShortId of(Instant createdAt, long sequence) {
        long millis = Duration.between(EPOCH, createdAt).toMillis();
        return new CustomerShortId(Math.multiplyExact(millis, 1L << SEQUENCE_BITS) | (sequence & ((1L << SEQUENCE_BITS) - 1)));
    }

    /** Reads the number back from its letters. */
    public static CustomerShortId parse(String letters) {
        long value = 0;
        for (int i = 0; i < letters.length(); i++) {
            char letter = letters.charAt(i);
            if (letter < 'A' || letter > 'Z') {
                throw new IllegalArgumentException("no short id: " + letters);
            }
            value = Math.addExact(Math.multiplyExact(value, LETTERS), letter - 'A');
        }
        return new CustomerShortId(value);
    }

    /** The number in letters, at least eight of them. */
    @Override
    public String toString() {
        StringBuilder letters = new StringBuilder();
        for (long rest = value; rest > 0 || letters.length() < MIN_LENGTH; rest /= LETTERS) {
            letters.append((char) ('A' + rest % LETTERS));
        }
        return letters.reverse().toString();
    }
}
