package dev.perennial.api.platform.input;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;

/** Which JSON numbers are whole ones: those without a fraction, however they are written (INP-4). {@code 1000}, {@code 1000.0} and {@code 1e3} are the same. */
public final class Integers {
    /** More digits than any bound has. A number with more is not written out: its exponent may be a thousand million. */
    private static final int MOST_DIGITS = 40;

    private Integers() {}

    /**
     * The whole number of a JSON value; nothing when it is no number or has a fraction. What is larger than any bound may come back smaller than it is, and is
     * larger than any bound still.
     */
    public static Optional<BigInteger> of(JsonNode node) {
        if (node.isIntegralNumber()) {
            return Optional.of(node.bigIntegerValue());
        }
        return node.isNumber() ? of(node.decimalValue()) : Optional.empty();
    }

    /** Whether a number has no more than 64 bits. */
    public static boolean fitsLong(BigInteger number) {
        return number.bitLength() < Long.SIZE;
    }

    private static Optional<BigInteger> of(BigDecimal number) {
        if (number.signum() == 0) {
            return Optional.of(BigInteger.ZERO);
        }
        BigDecimal shortest = number.stripTrailingZeros();
        if (shortest.scale() > 0) {
            return Optional.empty();
        }
        long digits = (long) shortest.precision() - shortest.scale();
        return Optional.of(
                digits <= MOST_DIGITS ? shortest.toBigIntegerExact() : BigInteger.TEN.pow(MOST_DIGITS).multiply(BigInteger.valueOf(number.signum())));
    }
}
