package dev.perennial.api.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WireMapperTest {
    private static final ObjectMapper JSON = WireMapper.create();

    enum Interval {
        DAY, PAST_DUE, @JsonProperty("two-weeks")
        FORTNIGHT
    }

    record View(@Nullable String customerName, Interval recurringInterval, List<String> noItems, Map<String, Object> metadata, LocalDate day,
            BigDecimal unitAmount, Optional<String> description) {}

    record Named(String name) {}

    @ParameterizedTest
    @CsvSource(textBlock = """
            2026-01-01T00:00:00Z,           2026-01-01T00:00:00Z
            2026-01-01T00:00:00.5Z,         2026-01-01T00:00:00.500000Z
            2026-01-01T00:00:00.123456789Z, 2026-01-01T00:00:00.123456Z
            2026-01-01T00:00:00.000000999Z, 2026-01-01T00:00:00Z
            1969-12-31T23:59:59.000001Z,    1969-12-31T23:59:59.000001Z
            """)
    void writesMicrosecondsOnlyWhenThereAreAny(Instant instant, String written) throws JsonProcessingException {
        assertThat(JSON.writeValueAsString(instant)).isEqualTo("\"" + written + "\"");
        assertThat(JSON.readValue("\"" + written + "\"", Instant.class)).isEqualTo(Instant.parse(written));
    }

    @Test
    void writesEveryFieldAndLowerCaseConstants() throws JsonProcessingException {
        View view = new View(null, Interval.PAST_DUE, List.of(), Map.of("aKey", Interval.FORTNIGHT), LocalDate.parse("2026-02-28"),
                new BigDecimal("1E-7"), Optional.empty());
        String written = JSON.writeValueAsString(view);
        assertThat(written).isEqualTo("{\"customer_name\":null,\"recurring_interval\":\"past_due\",\"no_items\":[],"
                + "\"metadata\":{\"aKey\":\"two-weeks\"},\"day\":\"2026-02-28\",\"unit_amount\":1e-7,\"description\":null}");
        assertThat(JSON.readValue(written, View.class).recurringInterval()).isEqualTo(Interval.PAST_DUE);
    }

    @Test
    void ignoresFieldsItDoesNotKnow() throws JsonProcessingException {
        assertThat(JSON.readValue("{\"other\":1,\"name\":\"a\"}", Named.class)).isEqualTo(new Named("a"));
    }
}
