package dev.perennial.api.platform.input;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** An exact decimal number, sent as a JSON number or as a string of digits. At most 30 digits and no larger exponent: no price needs more. */
public final class Decimal extends Value<BigDecimal> {
    private static final int MAXIMUM_DIGITS = 30;
    private static final Pattern DIGITS = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,2})?");
    static final Decimal ANY = new Decimal(null, null, MAXIMUM_DIGITS);

    private final @Nullable BigDecimal minimum;
    private final @Nullable BigDecimal maximum;
    private final int places;

    private Decimal(@Nullable BigDecimal minimum, @Nullable BigDecimal maximum, int places) {
        this.minimum = minimum;
        this.maximum = maximum;
        this.places = places;
    }

    /** This number or more. */
    public Decimal atLeast(String least) {
        return new Decimal(new BigDecimal(least), maximum, places);
    }

    /** This number or less. */
    public Decimal atMost(String most) {
        return new Decimal(minimum, new BigDecimal(most), places);
    }

    /** With no more than so many digits behind the point. */
    public Decimal places(int most) {
        return new Decimal(minimum, maximum, most);
    }

    @Override
    @Nullable
    BigDecimal read(Spot spot) {
        if (!spot.node().isNumber() && !spot.node().isTextual()) {
            return spot.refuse("decimal_type", "A decimal number is expected here, as a number or a string.");
        }
        String text = spot.node().asText().strip();
        if (text.length() > 2 * MAXIMUM_DIGITS || !DIGITS.matcher(text).matches()) {
            return spot.refuse("decimal_parsing", "A decimal number is expected here.");
        }
        BigDecimal number = new BigDecimal(text);
        if (number.precision() > MAXIMUM_DIGITS || Math.abs(number.scale()) > MAXIMUM_DIGITS) {
            return spot.refuse("decimal_max_digits", "No more than " + MAXIMUM_DIGITS + " digits fit.", Map.of("max_digits", MAXIMUM_DIGITS));
        }
        return bounded(number, spot);
    }

    private @Nullable BigDecimal bounded(BigDecimal number, Spot spot) {
        if (number.stripTrailingZeros().scale() > places) {
            return spot.refuse("decimal_max_places", "No more than " + places + " decimal places fit.", Map.of("decimal_places", places));
        }
        if (minimum != null && number.compareTo(minimum) < 0) {
            return spot.refuse("greater_than_equal", "The number must be " + minimum.toPlainString() + " or more.", Map.of("ge", minimum));
        }
        if (maximum != null && number.compareTo(maximum) > 0) {
            return spot.refuse("less_than_equal", "The number must be " + maximum.toPlainString() + " or less.", Map.of("le", maximum));
        }
        return number;
    }

    @Override
    ObjectNode describe() {
        ObjectNode number = Schemas.of("number");
        if (minimum != null) {
            number.put("minimum", minimum);
        }
        if (maximum != null) {
            number.put("maximum", maximum);
        }
        return Schemas.anyOf(List.of(number, Schemas.of("string")));
    }
}
