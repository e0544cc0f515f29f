package dev.perennial.core.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perennial.core.Seed;
import dev.perennial.core.money.Currency;
import dev.perennial.core.money.Money;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiscountTermsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # amount | basis points | taken off
            5000   | 2000  | 1000
            2000   | 5000  | 1000
            119900 | 2500  | 29975
            200    | 3333  | 67
            100    | 3333  | 33
            1005   | 1000  | 101
            50     | 2900  | 15
            1500   | 90    | 14
            4242   | 10000 | 4242
            0      | 5000  | 0
            -200   | 5000  | 0
            """)
    void aPercentageIsRoundedHalfAwayFromZero(long amount, long basisPoints, long takenOff) {
        assertThat(percent(basisPoints).of(usd(amount))).isEqualTo(usd(takenOff));
    }

    @ParameterizedTest
    @CsvSource({"1000, 1500, 1000", "2000, 1500, 1500", "0, 1500, 0", "-10, 1500, 0"})
    void aSumNeverExceedsTheAmount(long amount, long discount, long takenOff) {
        assertThat(fixed(discount).of(usd(amount))).isEqualTo(usd(takenOff));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # discount | items | allocation
            1500  | 1000 1000      | 750 750
            750   | 300 1200       | 150 600
            2500  | 1000 1000      | 1000 1000
            100   | 100 200        | 33 67
            100   | 200 100        | 67 33
            9000  | 10000 20000    | 3000 6000
            9000  | 30000 20000    | 5400 3600
            1     | 50 50          | 1 0
            2     | 10 10 10       | 1 1 0
            5     | 0 0            | 0 0
            5     | 0 3            | 0 3
            """)
    void aSumIsSpreadInProportionWithoutARest(long discount, String items, String allocation) {
        assertThat(fixed(discount).split(amounts(items))).isEqualTo(amounts(allocation));
    }

    @Test
    void aPercentageIsTakenOfEachItemOnItsOwn() {
        assertThat(percent(3_333).split(amounts("100 100"))).isEqualTo(amounts("33 33"));
        assertThat(percent(3_333).split(List.of())).isEmpty();
        assertThat(percent(3_333).split(amounts("0 0"))).isEqualTo(amounts("0 0"));
    }

    @Test
    void nothingIsSpreadOverNothing() {
        assertThat(fixed(100).split(List.of())).isEmpty();
        assertThat(new DiscountTerms.None().split(amounts("100 200"))).isEqualTo(amounts("0 0"));
        assertThat(new DiscountTerms.None().of(usd(100))).isEqualTo(usd(0));
    }

    @Test
    void refusesTermsThatCannotBe() {
        assertThatThrownBy(() -> percent(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> percent(10_001)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> fixed(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> fixed(1).split(amounts("10 -5"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> fixed(1).of(Money.zero(Currency.of("eur")).plus(new Money(5, Currency.of("eur"))))).isInstanceOf(
                IllegalArgumentException.class);
    }

    @RepeatedTest(300)
    void theSharesOfASumAddUpAndNoneExceedsItsItem() {
        Seed.run(random -> {
            List<Money> items = Stream.generate(() -> usd(random.nextLong(0, 1_000_000_000_000L))).limit(random.nextInt(1, 12)).toList();
            DiscountTerms discount = fixed(random.nextLong(0, 2_000_000_000_000L));
            List<Money> shares = discount.split(items);
            Money total = items.stream().reduce(usd(0), Money::plus);
            assertThat(shares.stream().reduce(usd(0), Money::plus)).isEqualTo(discount.of(total));
            for (int item = 0; item < items.size(); item++) {
                assertThat(shares.get(item)).isBetween(usd(0), items.get(item));
            }
        });
    }

    private static DiscountTerms percent(long basisPoints) { return new DiscountTerms.Percentage(basisPoints); }

    private static DiscountTerms fixed(long amount) { return new DiscountTerms.Fixed(usd(amount)); }

    private static List<Money> amounts(String list) { return Arrays.stream(list.split(" ")).map(Long::valueOf).map(DiscountTermsTest::usd).toList(); }

    private static Money usd(long amount) { return new Money(amount, Currency.USD); }
}
