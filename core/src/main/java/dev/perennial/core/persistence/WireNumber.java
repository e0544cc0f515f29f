package dev.perennial.core.persistence;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * How numbers are written on the wire: as ECMAScript writes the nearest double, so that a receiver who parses a body and writes it again gets the bytes that were
 * signed (WEB-1).
 */
public final class WireNumber {
    /** Up to here every whole number is a double of its own, and is written with all its digits. */
    private static final long LARGEST_SAFE = (1L << 53) - 1;
    /** The exponents between which ECMAScript writes a number without one. */
    private static final int MOST_WHOLE_DIGITS = 21;
    private static final int MOST_LEADING_ZEROS = 6;

    private WireNumber() {}

    /** Of what is no number, or larger than any double, nothing is left: null. Such a thing is never stored; an error may repeat it. */
    public static String of(double number) {
        if (!Double.isFinite(number)) {
            return "null";
        }
        if (number == 0) {
            return "0";
        }
        BigDecimal digits = shortest(Math.abs(number)).stripTrailingZeros();
        String spelled = spelled(digits.unscaledValue().toString(), digits.precision() - digits.scale());
        return number < 0 ? "-" + spelled : spelled;
    }

    /** The nearest double's spelling. */
    public static String of(BigDecimal number) {
        return of(number.doubleValue());
    }

    public static String of(long number) {
        return Math.abs(number) <= LARGEST_SAFE && number != Long.MIN_VALUE ? Long.toString(number) : of(BigDecimal.valueOf(number));
    }

    /** Whether a whole number is still the same one after it was written. */
    public static boolean keeps(BigInteger number) {
        double nearest = number.doubleValue();
        return Double.isFinite(nearest) && new BigDecimal(of(nearest)).compareTo(new BigDecimal(number)) == 0;
    }

    /** The fewest digits that are read back as the number. Java writes two where one would do, as in 4.9E-324. */
    private static BigDecimal shortest(double number) {
        BigDecimal written = new BigDecimal(Double.toString(number));
        if (written.stripTrailingZeros().precision() == 2) {
            BigDecimal one = written.setScale(written.stripTrailingZeros().scale() - 1, RoundingMode.HALF_EVEN);
            if (one.doubleValue() == number) {
                return one;
            }
        }
        return written;
    }

    /** @param point how many of the digits stand before the decimal point; negative for zeros behind it, and more than there are for zeros before it */
    private static String spelled(String digits, int point) {
        int count = digits.length();
        if (count <= point && point <= MOST_WHOLE_DIGITS) {
            return digits + "0".repeat(point - count);
        }
        if (0 < point && point <= MOST_WHOLE_DIGITS) {
            return digits.substring(0, point) + "." + digits.substring(point);
        }
        if (-MOST_LEADING_ZEROS < point && point <= 0) {
            return "0." + "0".repeat(-point) + digits;
        }
        int exponent = point - 1;
        return digits.charAt(0) + (count == 1 ? "" : "." + digits.substring(1)) + "e" + (exponent < 0 ? "-" : "+") + Math.abs(exponent);
    }
}
