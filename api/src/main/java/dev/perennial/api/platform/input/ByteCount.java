package dev.perennial.api.platform.input;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A number of bytes: a whole number that may need more than 32 bits. */
final class ByteCount extends Value<Long> {
    private final long least;
    private final long most;

    ByteCount(long least, long most) {
        this.least = least;
        this.most = most;
    }

    @Override
    @Nullable
    Long read(Spot spot) {
        Optional<BigInteger> whole = Integers.of(spot.node());
        if (whole.isEmpty()) {
            return spot.refuse("int_type", "A whole number is expected here.");
        }
        BigInteger bytes = whole.get();
        if (bytes.compareTo(BigInteger.valueOf(least)) < 0) {
            return spot.refuse("greater_than_equal", "The number must be " + least + " or more.", Map.of("ge", least));
        }
        if (bytes.compareTo(BigInteger.valueOf(most)) > 0) {
            return spot.refuse("less_than_equal", "The number must be " + most + " or less.", Map.of("le", most));
        }
        return bytes.longValueExact();
    }

    @Override
    ObjectNode describe() { return Schemas.of("integer").put("minimum", least).put("maximum", most); }
}
