package dev.perennial.api.identity;

import static dev.perennial.api.platform.input.Values.anyJson;

import com.fasterxml.jackson.databind.JsonNode;
import dev.perennial.api.platform.input.Integers;
import dev.perennial.api.platform.input.Value;
import java.time.Duration;
import java.time.format.DateTimeParseException;

/** How long a new token is to last: seconds, or a duration such as {@code P30D} or {@code PT12H}. */
final class Lifetime {
    static final Value<Duration> VALUE = anyJson().map(Lifetime::read);
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private Lifetime() {}

    private static Duration read(JsonNode sent) {
        Duration life = Integers.of(sent).filter(Integers::fitsLong).map(seconds -> Duration.ofSeconds(seconds.longValueExact()))
                .orElseGet(() -> parse(sent));
        if (!life.isPositive() || life.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a positive time of at most a hundred years is expected");
        }
        return life;
    }

    private static Duration parse(JsonNode sent) {
        try {
            return Duration.parse(sent.isTextual() ? sent.textValue() : "");
        } catch (DateTimeParseException malformed) {
            throw new IllegalArgumentException("seconds or an ISO 8601 duration of days, hours, minutes and seconds are expected", malformed);
        }
    }
}
