package dev.perennial.core.catalog;

import static dev.perennial.core.catalog.SeatTierType.GRADUATED;
import static dev.perennial.core.catalog.SeatTierType.VOLUME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perennial.core.Seed;
import dev.perennial.core.money.Currency;
import dev.perennial.core.money.Money;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeatTiersTest {
    private static final String THREE = "1-10@1000 11-50@800 51-@600";

    @ParameterizedTest
    @CsvSource({"0, 0, 0", "1, 1000, 1000", "10, 10000, 10000", "11, 8800, 10800", "15, 12000, 14000", "50, 40000, 42000", "51, 30600, 42600",
            "100, 60000, 72000"})
    void costByVolumeOrByTier(int seats, long volume, long graduated) {
        assertThat(new SeatTiers(VOLUME, tiers(THREE)).amount(seats)).isEqualTo(usd(volume));
        assertThat(new SeatTiers(GRADUATED, tiers(THREE)).amount(seats)).isEqualTo(usd(graduated));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GRADUATED | 1-5@0 6-@1000                                | 3   | 0
            GRADUATED | 1-5@0 6-@1000                                | 5   | 0
            GRADUATED | 1-5@0 6-@1000                                | 8   | 3000
            GRADUATED | 1-5@0 6-@1000                                | 15  | 10000
            GRADUATED | 10-10@20000 11-@6000                         | 10  | 200000
            GRADUATED | 10-10@20000 11-@6000                         | 15  | 230000
            GRADUATED | 10-10@20000 11-@6000                         | 4   | 80000
            VOLUME    | 10-10@20000 11-@6000                         | 4   | 80000
            GRADUATED | 1-10@1000 11-@800                            | 14  | 13200
            VOLUME    | 1-10@1000 11-@800                            | 14  | 11200
            VOLUME    | 1-10@1000 11-@800                            | 5   | 5000
            VOLUME    | 1-10@1000 11-@800                            | 15  | 12000
            GRADUATED | 1-50@0 51-100@2000 101-200@1750 201-@1500    | 143 | 175250
            VOLUME    | 1-5@1000 6-10@800                            | 8   | 6400
            GRADUATED | 1-5@1000 6-10@800                            | 12  | 9000
            VOLUME    | 11-@800 1-10@1000                            | 11  | 8800
            """)
    void costWhatTheSpecificationSays(SeatTierType type, String tiers, int seats, long amount) {
        assertThat(new SeatTiers(type, tiers(tiers)).amount(seats)).isEqualTo(usd(amount));
    }

    @Test
    void haveNoPriceForSomeQuantities() {
        SeatTiers bounded = new SeatTiers(VOLUME, tiers("1-5@1000 6-10@800"));
        assertThatThrownBy(() -> bounded.amount(11)).isInstanceOf(InvalidQuantity.class).hasMessageContaining("11");
        assertThatThrownBy(() -> bounded.amount(-1)).isInstanceOf(InvalidQuantity.class);
        assertThatThrownBy(() -> new SeatTiers(GRADUATED, tiers(THREE)).amount(-1)).isInstanceOf(InvalidQuantity.class);
    }

    @Test
    void sayHowManySeatsCanBeBought() {
        assertThat(new SeatTiers(GRADUATED, tiers("10-20@20000 21-30@6000"))).returns(10, SeatTiers::minimumSeats)
                .satisfies(tiers -> assertThat(tiers.maximumSeats()).hasValue(30));
        assertThat(new SeatTiers(VOLUME, tiers(THREE)).maximumSeats()).isEmpty();
    }

    @Test
    void areFreeOnlyIfEveryTierIs() {
        assertThat(new SeatTiers(VOLUME, tiers("1-5@0 6-@0")).isFree()).isTrue();
        assertThat(new SeatTiers(VOLUME, tiers("1-5@0 6-@1")).isFree()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1-@1000 11-@800", "1-10@1000 12-@800", "1-10@1000 10-@800", "1-10@1000 1-20@800", "5-4@1000", "0-4@1000", "1-4@-1"})
    void followEachOtherWithoutAGap(String tiers) {
        assertThatThrownBy(() -> new SeatTiers(VOLUME, tiers(tiers))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anEarlierGapIsNamedBeforeALaterOpenTier() {
        assertThatThrownBy(() -> new SeatTiers(VOLUME, tiers("1-5@10 7-@8 9-12@6"))).hasMessageContaining("after 5 seats");
    }

    @RepeatedTest(200)
    void oneMoreSeatCostsTheRateOfItsTier() {
        Seed.run(random -> {
            List<SeatTiers.Tier> tiers = anyTiers(random);
            SeatTiers graduated = new SeatTiers(GRADUATED, tiers);
            int seats = random.nextInt(1, 200);
            Money rate = tiers.stream().filter(tier -> tier.maxSeats() == null || seats <= tier.maxSeats()).findFirst().orElseThrow().pricePerSeat();
            assertThat(graduated.amount(seats).minus(graduated.amount(seats - 1))).isEqualTo(rate);
        });
    }

    private static List<SeatTiers.Tier> anyTiers(RandomGenerator random) {
        List<SeatTiers.Tier> tiers = new ArrayList<>();
        int next = 1;
        for (int tier = random.nextInt(4); tier > 0; tier--) {
            int last = next + random.nextInt(40);
            tiers.add(new SeatTiers.Tier(next, last, usd(random.nextLong(10_000))));
            next = last + 1;
        }
        tiers.add(new SeatTiers.Tier(next, null, usd(random.nextLong(10_000))));
        return tiers;
    }

    /** Tiers written as {@code 1-10@1000 11-@800}. */
    private static List<SeatTiers.Tier> tiers(String list) {
        return Arrays.stream(list.split(" ")).filter(tier -> !tier.isEmpty()).map(tier -> tier.split("[-@]", 3))
                .map(parts -> new SeatTiers.Tier(Integer.parseInt(parts[0]), parts[1].isEmpty() ? null : Integer.valueOf(parts[1]),
                        usd(Long.parseLong(parts[2]))))
                .toList();
    }

    private static Money usd(long amount) { return new Money(amount, Currency.USD); }
}
