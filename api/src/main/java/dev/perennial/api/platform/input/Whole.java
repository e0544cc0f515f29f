package dev.perennial.api.platform.input;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** A whole number of 32 bits. In JSON a number without a fraction is one, however it is written; strings and fractions are never converted. */
public final class Whole extends Value<Integer> {
    static final Whole ANY = new Whole(Integer.MIN_VALUE, Integer.MAX_VALUE, Lower.INCLUDED);
    private static final Pattern DIGITS = Pattern.compile("[+-]?[0-9]{1,100}");

    private enum Lower { INCLUDED, EXCLUDED }

    private final int minimum;
    private final int maximum;
    private final Lower lower;

    private Whole(int minimum, int maximum, Lower lower) {
        this.minimum = minimum;
        this.maximum = maximum;
        this.lower = lower;
    }

    /** This number or more. */
    public Whole atLeast(int least) {
        return new Whole(least, maximum, Lower.INCLUDED);
    }

    /** More than this number. */
    public Whole greaterThan(int bound) {
        return new Whole(bound, maximum, Lower.EXCLUDED);
    }

    /** This number or less. */
    public Whole atMost(int most) {
        return new Whole(minimum, most, lower);
    }

    /** From one number to another, both included. */
    public Whole between(int least, int most) {
        return new Whole(least, most, Lower.INCLUDED);
    }

    @Override
    @Nullable
    Integer read(Spot spot) {
        BigInteger number = parse(spot);
        return number == null ? null : bounded(number, spot);
    }

    private static @Nullable BigInteger parse(Spot spot) {
        JsonNode node = spot.node();
        if (node.isNumber()) {
            Optional<BigInteger> number = Integers.of(node);
            return number.isPresent() ? number.get() : spot.refuse("int_from_float", "A whole number is expected here, without a fraction.");
        }
        if (!node.isTextual()) {
            return spot.refuse("int_type", "A whole number is expected here.");
        }
        String text = node.textValue().strip();
        if (spot.isText() && DIGITS.matcher(text).matches()) {
            return new BigInteger(text);
        }
        return spot.refuse("int_parsing", "A whole number is expected here, not a string.");
    }

    private @Nullable Integer bounded(BigInteger number, Spot spot) {
        int below = number.compareTo(BigInteger.valueOf(minimum));
        if (below < 0 && lower == Lower.INCLUDED) {
            return spot.refuse("greater_than_equal", "The number must be " + minimum + " or more.", Map.of("ge", minimum));
        }
        if (below <= 0 && lower == Lower.EXCLUDED) {
            return spot.refuse("greater_than", "The number must be more than " + minimum + ".", Map.of("gt", minimum));
        }
        if (number.compareTo(BigInteger.valueOf(maximum)) > 0) {
            return spot.refuse("less_than_equal", "The number must be " + maximum + " or less.", Map.of("le", maximum));
        }
        return number.intValueExact();
    }

    @Override
    ObjectNode describe() {
        ObjectNode schema = Schemas.of("integer");
        if (minimum != Integer.MIN_VALUE) {
            schema.put(lower == Lower.INCLUDED ? "minimum" : "exclusiveMinimum", minimum);
        }
        return maximum == Integer.MAX_VALUE ? schema : schema.put("maximum", maximum);
    }
}
