package dev.perennial.core.time;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perennial.core.Seed;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BillingIntervalTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2024-01-31 | MONTH | 1  | 31 | 2024-02-29 2024-03-31 2024-04-30 2024-05-31 2024-06-30
            2024-01-15 | MONTH | 2  | 15 | 2024-03-15 2024-05-15 2024-07-15
            2024-02-29 | YEAR  | 1  | 29 | 2025-02-28 2026-02-28 2027-02-28 2028-02-29
            2024-08-31 | MONTH | 6  | 31 | 2025-02-28 2025-08-31
            2025-06-15 | MONTH | 1  | 20 | 2025-07-20
            2025-06-20 | MONTH | 1  | 1  | 2025-07-01 2025-08-01
            2025-05-05 | MONTH | 1  | 5  | 2025-06-05
            2025-02-28 | DAY   | 1  | 31 | 2025-03-01 2025-03-02
            2024-12-30 | WEEK  | 2  | 30 | 2025-01-13 2025-01-27
            2023-11-30 | MONTH | 15 | 30 | 2025-02-28 2026-05-30
            """)
    void periodsFollowEachOther(LocalDate start, IntervalUnit unit, int count, int anchorDay, String ends) {
        BillingInterval interval = new BillingInterval(unit, count);
        List<Instant> expected = Arrays.stream(ends.split(" ")).map(LocalDate::parse).map(BillingIntervalTest::noonOf).toList();
        List<Instant> actual = Stream.iterate(interval.next(noonOf(start), anchorDay), end -> interval.next(end, anchorDay)).limit(expected.size())
                .toList();
        assertThat(actual).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2025-04-28 | DAY   | 7 | 2025-05-05
            2025-04-28 | WEEK  | 1 | 2025-05-05
            2025-01-31 | MONTH | 1 | 2025-02-28
            2024-02-29 | YEAR  | 1 | 2025-02-28
            2025-02-28 | MONTH | 1 | 2025-03-28
            """)
    void aTrialEndsWithoutAnAnchor(LocalDate start, IntervalUnit unit, int count, LocalDate end) {
        assertThat(new BillingInterval(unit, count).plus(noonOf(start))).isEqualTo(noonOf(end));
    }

    @Test
    void aConvertedTrialIsAnchoredToItsEnd() {
        Instant trialEnd = new BillingInterval(IntervalUnit.DAY, 7).plus(Instant.parse("2025-04-28T12:00:00Z"));
        BillingPeriod first = new BillingInterval(IntervalUnit.MONTH, 1).periodFrom(trialEnd, BillingInterval.anchorDayOf(trialEnd));
        assertThat(first).isEqualTo(new BillingPeriod(Instant.parse("2025-05-05T12:00:00Z"), Instant.parse("2025-06-05T12:00:00Z")));
    }

    @Test
    void keepsTheTimeOfDayToTheMicrosecond() {
        assertThat(new BillingInterval(IntervalUnit.MONTH, 1).next(Instant.parse("2025-03-30T01:59:59.999999Z"), 30))
                .isEqualTo("2025-04-30T01:59:59.999999Z");
    }

    @Test
    void refusesWhatNoCalendarHas() {
        assertThatThrownBy(() -> new BillingInterval(IntervalUnit.DAY, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BillingInterval(IntervalUnit.DAY, 1).next(Instant.EPOCH, 32)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BillingInterval(IntervalUnit.DAY, 1).next(Instant.EPOCH, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void hasTheNamesOfTheWire() {
        assertThat(IntervalUnit.values()).extracting(IntervalUnit::wire).containsExactly("day", "week", "month", "year");
        assertThat(IntervalUnit.find("month")).contains(IntervalUnit.MONTH);
        assertThat(IntervalUnit.find("MONTH")).isEmpty();
    }

    @RepeatedTest(300)
    void aPeriodIsNeverEmptyAndReturnsToItsAnchor() {
        Seed.run(random -> {
            BillingInterval interval = anyInterval(random);
            int anchorDay = random.nextInt(1, 32);
            Instant start = anyInstant(random);
            Instant end = interval.periodFrom(start, anchorDay).end();
            assertThat(end).isAfter(start);
            if (interval.unit() == IntervalUnit.MONTH || interval.unit() == IntervalUnit.YEAR) {
                LocalDate day = LocalDate.ofInstant(end, UTC);
                assertThat(day.getDayOfMonth()).isEqualTo(Math.min(anchorDay, YearMonth.from(day).lengthOfMonth()));
            }
        });
    }

    @RepeatedTest(300)
    void aChainOfPeriodsDriftsNowhere() {
        Seed.run(random -> {
            BillingInterval interval = anyInterval(random);
            Instant start = anyInstant(random);
            int periods = random.nextInt(1, 60);
            Instant end = start;
            for (int period = 0; period < periods; period++) {
                end = interval.next(end, BillingInterval.anchorDayOf(start));
            }
            assertThat(end).isEqualTo(new BillingInterval(interval.unit(), interval.count() * periods).plus(start));
        });
    }

    private static BillingInterval anyInterval(RandomGenerator random) {
        return new BillingInterval(Seed.pick(random, List.of(IntervalUnit.values())), random.nextInt(1, 25));
    }

    private static Instant anyInstant(RandomGenerator random) {
        return Instant.parse("2023-01-01T00:00:00Z").plusMillis(random.nextLong(20L * 365 * 24 * 3600 * 1000));
    }

    private static Instant noonOf(LocalDate day) { return day.atTime(12, 0).toInstant(UTC); }
}
