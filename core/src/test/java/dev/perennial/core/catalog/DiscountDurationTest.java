package dev.perennial.core.catalog;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiscountDurationTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # months | applied    | period     | expired
            3        | 2025-01-15 | 2025-01-15 | false
            3        | 2025-01-15 | 2025-02-15 | false
            3        | 2025-01-15 | 2025-03-15 | false
            3        | 2025-01-15 | 2025-04-15 | true
            1        | 2025-01-15 | 2025-01-15 | false
            1        | 2025-01-15 | 2025-02-15 | true
            2        | 2025-01-31 | 2025-02-28 | false
            2        | 2025-01-31 | 2025-03-31 | true
            12       | 2025-01-15 | 2026-01-15 | true
            24       | 2025-01-15 | 2026-01-15 | false
            24       | 2025-01-15 | 2027-01-15 | true
            """)
    void repeatsForPeriodsThatStartInTime(int months, LocalDate applied, LocalDate period, boolean expired) {
        assertThat(new DiscountDuration.Repeating(months).isExpired(at(period), at(applied))).isEqualTo(expired);
    }

    @Test
    void lastsForOnePeriodOrForEver() {
        Instant applied = at(LocalDate.of(2025, 1, 15));
        assertThat(new DiscountDuration.Once().isExpired(applied, applied)).isFalse();
        assertThat(new DiscountDuration.Once().isExpired(applied.plusSeconds(1), applied)).isTrue();
        assertThat(new DiscountDuration.Forever().isExpired(at(LocalDate.of(2045, 1, 15)), applied)).isFalse();
    }

    @Test
    void repeatsForAtLeastAMonth() {
        assertThatThrownBy(() -> new DiscountDuration.Repeating(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new DiscountDuration.Repeating(1_000)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Instant at(LocalDate day) { return day.atStartOfDay(UTC).toInstant(); }
}
