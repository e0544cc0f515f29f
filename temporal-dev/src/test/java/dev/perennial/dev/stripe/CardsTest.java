package dev.perennial.dev.stripe;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class CardsTest {
    @Test
    void everyNumberIsAValidCardNumberAndBelongsToOneCard() {
        Set<String> numbers = new HashSet<>();
        for (Card card : Cards.all()) {
            assertThat(Cards.isLuhn(card.number())).as(card.name()).isTrue();
            assertThat(numbers.add(card.number())).as(card.name()).isTrue();
            assertThat(card.fingerprint()).hasSize(16);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # cents | 2.9 % + 30, half a cent away from zero
            1000    | 59
            50      | 31
            99999   | 2930
            17      | 30
            18      | 31
            """)
    void takesItsFee(long cents, long fee) { assertThat(Balance.fee(cents)).isEqualTo(fee); }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # minor units | currency | cents: yen have no minor unit, dinars have three decimals
            1000          | usd      | 1000
            1000          | eur      | 1170
            1000          | jpy      | 670
            10000         | kwd      | 3250
            50            | huf      | 0
            -1000         | eur      | -1170
            """)
    void convertsAtTheTablesRate(long minorUnits, String currency, long cents) {
        assertThat(Currencies.toCents(minorUnits, currency)).isEqualTo(cents);
    }
}
