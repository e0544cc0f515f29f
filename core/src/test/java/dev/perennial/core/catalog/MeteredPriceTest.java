package dev.perennial.core.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perennial.core.Seed;
import dev.perennial.core.money.Currency;
import dev.perennial.core.money.Money;
import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MeteredPriceTest {
    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            # unit amount, cap, units, amount
            100,            -,    1,             100
            100,            -,    1.994,         199
            100,            -,    1.995,         200
            100,            -,    -5,            0
            100,            -,    0,             0
            100,            5000, 1000,          5000
            100,            5000, 50,            5000
            100,            5000, 49.99,         4999
            100,            0,    7,             0
            0.000000000001, -,    1000000,       0
            0.000000000001, -,    1000000000000, 1
            0.5,            -,    100,           50
            0.5,            -,    1,             1
            0.50000000000000, -,  3,             2
            1e3,            -,    2,             2000
            99999,          7,    1e30,          7
            """)
    void multipliesExactlyAndRoundsOnce(String unitAmount, Long cap, String units, long amount) {
        MeteredPrice price = new MeteredPrice(new BigDecimal(unitAmount), Currency.USD,
                Optional.ofNullable(cap).map(MeteredPriceTest::usd).orElse(null));
        assertThat(price.amount(new BigDecimal(units))).isEqualTo(usd(amount));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "0.0000000000001", "123456789012345678", "1e17"})
    void refusesUnitAmountsThatCannotBe(String unitAmount) {
        assertThatThrownBy(() -> new MeteredPrice(new BigDecimal(unitAmount), Currency.USD, null)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isCappedInItsOwnCurrency() {
        assertThatThrownBy(() -> new MeteredPrice(BigDecimal.ONE, Currency.USD, new Money(5, Currency.of("eur"))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new MeteredPrice(BigDecimal.ONE, Currency.USD, usd(-1))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void neverOverflowsSilently() {
        assertThatThrownBy(() -> new MeteredPrice(new BigDecimal("99999999999999999"), Currency.USD, null).amount(new BigDecimal("1e30")))
                .isInstanceOf(ArithmeticException.class);
    }

    @RepeatedTest(200)
    void moreUnitsNeverCostLessNorMoreThanTheCap() {
        Seed.run(random -> {
            MeteredPrice price = new MeteredPrice(BigDecimal.valueOf(random.nextLong(1, 1_000_000), random.nextInt(0, 12)), Currency.USD,
                    usd(random.nextLong(1_000_000)));
            BigDecimal fewer = BigDecimal.valueOf(random.nextLong(-1_000_000, 1_000_000_000), 3);
            BigDecimal more = fewer.add(BigDecimal.valueOf(random.nextLong(1_000_000), 3));
            assertThat(price.amount(fewer)).isBetween(usd(0), price.amount(more));
            assertThat(price.amount(more)).isLessThanOrEqualTo(price.cap());
        });
    }

    private static Money usd(long amount) { return new Money(amount, Currency.USD); }
}
