package dev.perennial.core.moneycase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.core.time.RealInstant;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How often a refund that does not work is tried (PAY-25). */
class RefundScheduleTest {
    private static final RealInstant NOW = new RealInstant(Instant.parse("2026-03-01T12:00:00Z"));

    @ParameterizedTest
    @CsvSource({"1, PT1M", "2, PT4M", "3, PT16M", "4, PT1H4M", "5, PT4H16M", "6, PT6H", "16, PT6H"})
    void waitsLongerAfterEachFailure(int tries, Duration pause) {
        assertThat(RefundSchedule.next(tries, NOW)).contains(NOW.plus(pause));
    }

    @Test
    void leavesItToAPersonAfterSomeThreeDays() {
        assertThat(RefundSchedule.next(RefundSchedule.TRIES, NOW)).isEmpty();
        RealInstant now = NOW;
        for (int tries = 1; tries < RefundSchedule.TRIES; tries++) {
            now = RefundSchedule.next(tries, now).orElseThrow();
        }
        assertThat(NOW.until(now)).isBetween(Duration.ofDays(2), Duration.ofDays(4));
    }
}
