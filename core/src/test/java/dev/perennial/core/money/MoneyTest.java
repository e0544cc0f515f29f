package dev.perennial.core.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perennial.core.Seed;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoneyTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1    | 1     | 2   | HALF_AWAY_FROM_ZERO | 1
            -1   | 1     | 2   | HALF_AWAY_FROM_ZERO | -1
            23249| 1     | 100 | HALF_AWAY_FROM_ZERO | 232
            2325 | 1     | 10  | HALF_AWAY_FROM_ZERO | 233
            -2325| 1     | 10  | HALF_AWAY_FROM_ZERO | -233
            101  | 1     | 2   | HALF_EVEN           | 50
            103  | 1     | 2   | HALF_EVEN           | 52
            199  | 1     | 100 | TOWARDS_ZERO        | 1
            -199 | 1     | 100 | TOWARDS_ZERO        | -1
            3000 | 10    | 30  | TOWARDS_ZERO        | 1000
            """)
    void roundsOnceAsTheCallerSays(long amount, long numerator, long denominator, Rounding rounding, long result) {
        assertThat(usd(amount).times(new Ratio(numerator, denominator), rounding)).isEqualTo(usd(result));
    }

    @Test
    void neverMixesCurrencies() {
        assertThatThrownBy(() -> usd(1).plus(new Money(1, Currency.of("eur")))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void neverOverflowsSilently() {
        assertThatThrownBy(() -> usd(Long.MAX_VALUE).plus(usd(1))).isInstanceOf(ArithmeticException.class);
        assertThat(usd(1_000_000_000_000L).times(new Ratio(31_622_400_000_000L, 31_622_400_000_000L), Rounding.HALF_EVEN))
                .isEqualTo(usd(1_000_000_000_000L));
    }

    @RepeatedTest(200)
    void aShareAndTheRestDifferFromTheWholeByAtMostOneUnit() {
        Seed.run(random -> {
            Money whole = usd(random.nextLong(-1_000_000_000, 1_000_000_000));
            long denominator = random.nextLong(1, 40_000_000_000_000L);
            long numerator = random.nextLong(0, denominator + 1);
            for (Rounding rounding : Rounding.values()) {
                Money share = whole.times(new Ratio(numerator, denominator), rounding);
                Money rest = whole.times(new Ratio(denominator - numerator, denominator), rounding);
                assertThat(share.plus(rest).minus(whole).minorUnits()).isBetween(-1L, 1L);
            }
        });
    }

    private static Money usd(long amount) { return new Money(amount, Currency.USD); }
}
