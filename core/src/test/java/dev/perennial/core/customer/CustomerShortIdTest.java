package dev.perennial.core.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CustomerShortIdTest {
    @ParameterizedTest
    @CsvSource({"0, AAAAAAAA", "1, AAAAAAAB", "25, AAAAAAAZ", "26, AAAAAABA", "64674201600005, LXSGRXEFZX"})
    void isWrittenInLetters(long value, String letters) {
        assertThat(new CustomerShortId(value)).hasToString(letters);
    }

    @Test
    void tellsWhenTheCustomerWasCreated() {
        assertThat(CustomerShortId.of(Instant.parse("2025-01-01T00:00:00Z"), 5)).isEqualTo(new CustomerShortId(64_674_201_600_005L));
        assertThat(CustomerShortId.of(Instant.parse("2025-01-01T00:00:00Z"), 1_024 + 5)).isEqualTo(new CustomerShortId(64_674_201_600_005L));
        assertThat(CustomerShortId.of(Instant.parse("2023-01-01T00:00:00Z"), 0)).isEqualTo(new CustomerShortId(0));
    }

    @Test
    void nobodyWasACustomerBefore2023() {
        assertThatThrownBy(() -> CustomerShortId.of(Instant.parse("2022-12-31T23:59:59Z"), 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
