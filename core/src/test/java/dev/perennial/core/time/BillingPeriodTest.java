package dev.perennial.core.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perennial.core.Seed;
import dev.perennial.core.money.Ratio;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class BillingPeriodTest {
    private static final Instant START = Instant.parse("2025-06-01T00:00:00Z");
    private static final Instant END = Instant.parse("2025-07-01T00:00:00Z");
    private static final BillingPeriod JUNE = new BillingPeriod(START, END);

    @Test
    void countsWhatIsLeftInMicroseconds() {
        assertThat(JUNE.unusedAt(Instant.parse("2025-06-16T00:00:00Z"))).isEqualTo(new Ratio(1_296_000_000_000L, 2_592_000_000_000L));
        assertThat(JUNE.unusedAt(END.minusNanos(1_000))).isEqualTo(new Ratio(1, 2_592_000_000_000L));
    }

    @Test
    void isWholeBeforeItsStartAndUsedUpAfterItsEnd() {
        assertThat(JUNE.unusedAt(START.minusSeconds(1))).isEqualTo(Ratio.ONE);
        assertThat(JUNE.unusedAt(START)).isEqualTo(Ratio.ONE);
        assertThat(JUNE.unusedAt(END)).isEqualTo(Ratio.ZERO);
        assertThat(JUNE.unusedAt(END.plusSeconds(1))).isEqualTo(Ratio.ZERO);
    }

    @Test
    void itsEndBelongsToTheNextOne() {
        assertThat(JUNE.contains(START)).isTrue();
        assertThat(JUNE.contains(END.minusNanos(1))).isTrue();
        assertThat(JUNE.contains(END)).isFalse();
        assertThat(JUNE.contains(START.minusNanos(1))).isFalse();
    }

    @Test
    void isNeverEmpty() {
        assertThatThrownBy(() -> new BillingPeriod(START, START)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BillingPeriod(END, START)).isInstanceOf(IllegalArgumentException.class);
    }

    @RepeatedTest(200)
    void theUnusedShareOnlyEverShrinks() {
        Seed.run(random -> {
            BillingPeriod period = new BillingPeriod(START, START.plus(Duration.ofSeconds(random.nextLong(1, 100_000_000))));
            Instant earlier = START.plusMillis(random.nextLong(-1_000_000, 100_000_000_000L));
            Instant later = earlier.plusMillis(random.nextLong(100_000_000_000L));
            assertThat(share(period.unusedAt(later))).isBetween(0.0, share(period.unusedAt(earlier)));
        });
    }

    private static double share(Ratio ratio) { return (double) ratio.numerator() / ratio.denominator(); }
}
