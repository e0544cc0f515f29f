package dev.perennial.core.subscription;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.core.Seed;
import dev.perennial.core.catalog.DiscountTerms;
import dev.perennial.core.money.Currency;
import dev.perennial.core.money.Money;
import dev.perennial.core.time.BillingPeriod;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProrationTest {
    private static final BillingPeriod JUNE = period("2025-06-01", "2025-07-01");
    private static final Instant HALF_JUNE = at("2025-06-16");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # old   | new      | start      | end        | changed    | new start  | new end    | credit | debit
            10000  | 30000  | 2025-06-01 | 2025-07-01 | 2025-06-16 | 2025-06-01 | 2025-07-01 | 5000   | 15000
            10000  | 30000  | 2025-06-01 | 2025-07-01 | 2025-06-11 | 2025-06-01 | 2025-07-01 | 6667   | 20000
            10000  | 30000  | 2024-02-18 | 2024-03-18 | 2024-02-25 | 2024-02-18 | 2024-03-18 | 7586   | 22759
            100000 | 300000 | 2024-08-01 | 2025-08-01 | 2024-10-01 | 2024-08-01 | 2025-08-01 | 83288  | 249863
            100000 | 300000 | 2024-02-18 | 2025-02-18 | 2024-09-05 | 2024-02-18 | 2025-02-18 | 45355  | 136066
            100000 | 300000 | 2023-02-18 | 2024-02-18 | 2023-09-05 | 2023-02-18 | 2024-02-18 | 45479  | 136438
            10000  | 100000 | 2025-06-01 | 2025-07-01 | 2025-06-16 | 2025-06-16 | 2026-06-16 | 5000   | 100000
            10000  | 100000 | 2025-06-01 | 2025-07-01 | 2025-06-11 | 2025-06-11 | 2026-06-11 | 6667   | 100000
            10000  | 100000 | 2024-02-18 | 2024-03-18 | 2024-02-25 | 2024-02-25 | 2025-02-25 | 7586   | 100000
            100000 | 10000  | 2025-06-01 | 2026-06-01 | 2025-08-13 | 2025-08-13 | 2025-09-13 | 80000  | 10000
            100000 | 10000  | 2024-02-18 | 2025-02-18 | 2024-04-19 | 2024-04-19 | 2024-05-19 | 83333  | 10000
            10000  | 20000  | 2025-06-01 | 2025-07-01 | 2025-06-07 | 2025-06-01 | 2025-07-01 | 8000   | 16000
            20000  | 30000  | 2025-06-01 | 2025-07-01 | 2025-06-13 | 2025-06-01 | 2025-07-01 | 12000  | 18000
            30000  | 40000  | 2025-06-01 | 2025-07-01 | 2025-06-19 | 2025-06-01 | 2025-07-01 | 12000  | 16000
            5000   | 10000  | 2025-06-01 | 2025-07-01 | 2025-06-16 | 2025-06-01 | 2025-07-01 | 2500   | 5000
            500    | 2000   | 2025-06-01 | 2025-07-01 | 2025-06-02 | 2025-06-01 | 2025-07-01 | 483    | 1933
            101    | 103    | 2025-06-01 | 2025-07-01 | 2025-06-16 | 2025-06-01 | 2025-07-01 | 50     | 52
            """)
    void givesBackTheOldPriceAndAsksForTheNewOne(long old, long next, String start, String end, String changed, String newStart, String newEnd,
            long credit, long debit) {
        Proration proration = Proration.ofProduct(terms(prices(old), none(), period(start, end)),
                terms(prices(next), none(), period(newStart, newEnd)),
                at(changed));
        assertThat(proration).isEqualTo(new Proration(List.of(credit(credit, 0)), List.of(debit(debit, 0))));
        assertThat(proration.net(Currency.USD)).isEqualTo(usd(debit - credit));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # old prices  | old discount | new prices  | new discount | credits   | debits
            10000       | 25%  | 100000      | 50%  | 3750      | 25000
            10000       | -    | 100000      | 50%  | 5000      | 25000
            10000       | 25%  | 100000      | -    | 3750      | 50000
            10000       | 2500 | 100000      | 5000 | 3750      | 47500
            10000 20000 | 9000 | 30000 20000 | 9000 | 3500 7000 | 12300 8200
            10000 12000 | 10%  | 20000 12000 | 10%  | 4500 5400 | 9000 5400
            10000       | -    | ''          | -    | 5000      | ''
            ''          | -    | 10000       | -    | ''        | 5000
            """)
    void eachSideIsTakenAfterItsOwnDiscount(String oldPrices, String oldDiscount, String newPrices, String newDiscount, String credits,
            String debits) {
        Proration proration = Proration.ofProduct(terms(amounts(oldPrices), discount(oldDiscount), JUNE),
                terms(amounts(newPrices), discount(newDiscount), JUNE),
                HALF_JUNE);
        assertThat(proration.credits()).extracting(ProrationEntry::amount).isEqualTo(amounts(credits));
        assertThat(proration.debits()).extracting(ProrationEntry::amount).isEqualTo(amounts(debits));
    }

    @Test
    void countsHalfDays() {
        BillingPeriod january = period("2025-01-01", "2025-02-01");
        Proration proration = Proration.ofProduct(terms(prices(1_000), none(), january), terms(prices(5_000), none(), january),
                at("2025-01-16").plusSeconds(43_200));
        assertThat(proration.net(Currency.USD)).isEqualTo(usd(2_000));
    }

    @Test
    void tellsWhatTheDiscountTookOff() {
        Proration proration = Proration.ofProduct(terms(prices(10_000), discount("25%"), JUNE), terms(prices(100_000), discount("50%"), JUNE),
                HALF_JUNE);
        assertThat(proration).isEqualTo(new Proration(List.of(credit(3_750, 1_250)), List.of(debit(25_000, 25_000))));
    }

    @Test
    void aRestartedCycleAsksForEveryPriceInFull() {
        assertThat(Proration.ofRestart(prices(10_000), none())).isEqualTo(new Proration(List.of(), List.of(debit(10_000, 0))));
        assertThat(Proration.ofRestart(prices(99_900, 20_000), discount("10%")).net(Currency.USD)).isEqualTo(usd(107_910));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # fee | old   | new    | discount | start      | end        | changed    | amount | discount
            0     | 5000  | 8000   | -     | 2025-06-01T00:00:00Z | 2025-07-01T00:00:00Z | 2025-06-16T00:00:00Z | 1500  | 0
            0     | 7500  | 15000  | -     | 2025-06-01T00:00:00Z | 2025-07-01T00:00:00Z | 2025-06-11T00:00:00Z | 5000  | 0
            0     | 20000 | 24000  | -     | 2025-06-01T00:00:00Z | 2025-07-01T00:00:00Z | 2025-06-16T00:00:00Z | 2000  | 0
            0     | 15000 | 10500  | -     | 2025-06-01T00:00:00Z | 2025-07-01T00:00:00Z | 2025-06-16T00:00:00Z | -2250 | 0
            0     | 3000  | 6400   | -     | 2025-01-01T12:00:00Z | 2025-02-01T12:00:00Z | 2025-01-16T12:00:00Z | 1754  | 0
            0     | 6400  | 4000   | -     | 2025-02-01T12:00:00Z | 2025-03-01T12:00:00Z | 2025-02-15T12:00:00Z | -1200 | 0
            0     | 5000  | 10000  | 1000  | 2025-06-01T00:00:00Z | 2025-07-01T00:00:00Z | 2025-06-01T00:00:00Z | 5000  | 0
            0     | 5000  | 10000  | 20%   | 2025-06-01T00:00:00Z | 2025-07-01T00:00:00Z | 2025-06-01T00:00:00Z | 4000  | 1000
            0     | 10000 | 5000   | 1000  | 2025-06-01T00:00:00Z | 2025-07-01T00:00:00Z | 2025-06-01T00:00:00Z | -5000 | 0
            10000 | 10000 | 20000  | 15000 | 2025-06-01T00:00:00Z | 2025-07-01T00:00:00Z | 2025-06-16T00:00:00Z | 3750  | 1250
            10000 | 10000 | 20000  | 10%   | 2025-06-01T00:00:00Z | 2025-07-01T00:00:00Z | 2025-06-16T00:00:00Z | 4500  | 500
            0     | 8700  | 14500  | -     | 2025-06-01T00:00:00Z | 2025-07-01T00:00:00Z | 2025-06-16T00:00:00Z | 2900  | 0
            0     | 14500 | 5800   | -     | 2025-06-01T00:00:00Z | 2025-07-01T00:00:00Z | 2025-06-16T00:00:00Z | -4350 | 0
            0     | 0     | 3000   | -     | 2025-06-01T00:00:00Z | 2025-07-01T00:00:00Z | 2025-06-21T00:00:00Z | 1000  | 0
            """)
    void moreSeatsCostAndFewerGiveBackTheRestOfThePeriod(long fee, long old, long next, String discount, Instant start, Instant end, Instant changed,
            long amount, long discountAmount) {
        assertThat(Proration.ofQuantity(usd(fee), usd(old), usd(next), discount(discount), new BillingPeriod(start, end), changed))
                .contains(amount < 0 ? credit(-amount, discountAmount) : debit(amount, discountAmount));
    }

    @Test
    void seatsThatCostNothingLeaveNoEntry() {
        assertThat(Proration.ofQuantity(usd(0), usd(1_000), usd(2_000), discount("100%"), JUNE, HALF_JUNE)).isEmpty();
        assertThat(Proration.ofQuantity(usd(0), usd(5_000), usd(5_000), none(), JUNE, HALF_JUNE)).isEmpty();
        assertThat(Proration.ofQuantity(usd(0), usd(5_000), usd(9_000), none(), JUNE, at("2025-07-01"))).as("the period is over").isEmpty();
    }

    @RepeatedTest(300)
    void neverGivesBackMoreThanWasPaidNorAsksForMoreThanThePrice() {
        Seed.run(random -> {
            Money old = usd(random.nextLong(0, 100_000_000));
            Money next = usd(random.nextLong(0, 100_000_000));
            DiscountTerms discount = anyDiscount(random);
            Proration proration = Proration.ofProduct(terms(List.of(old), discount, JUNE), terms(List.of(next), discount, JUNE), anyInstant(random));
            assertThat(proration.credits().getFirst().amount()).isBetween(usd(0), old.minus(discount.of(old)));
            assertThat(proration.debits().getFirst().amount()).isBetween(usd(0), next.minus(discount.of(next)));
        });
    }

    @RepeatedTest(300)
    void goingBackAtOnceCostsNothing() {
        Seed.run(random -> {
            Money fee = usd(random.nextLong(0, 1_000_000));
            Money few = usd(random.nextLong(0, 1_000_000));
            Money many = few.plus(usd(random.nextLong(0, 1_000_000)));
            DiscountTerms discount = anyDiscount(random);
            Instant at = anyInstant(random);
            Money there = Proration.ofQuantity(fee, few, many, discount, JUNE, at).map(ProrationEntry::signedAmount).orElse(usd(0));
            Money back = Proration.ofQuantity(fee, many, few, discount, JUNE, at).map(ProrationEntry::signedAmount).orElse(usd(0));
            assertThat(there.plus(back)).isEqualTo(usd(0));
        });
    }

    private static DiscountTerms anyDiscount(RandomGenerator random) {
        return Seed.pick(random,
                List.of(none(), new DiscountTerms.Percentage(random.nextLong(1, 10_001)), new DiscountTerms.Fixed(usd(random.nextLong(500_000)))));
    }

    private static Instant anyInstant(RandomGenerator random) { return at("2025-05-25").plusSeconds(random.nextLong(45L * 24 * 3_600)); }

    private static Proration.Terms terms(List<Money> prices, DiscountTerms discount, BillingPeriod period) {
        return new Proration.Terms(prices, discount, period);
    }

    private static DiscountTerms discount(String text) {
        if (text.equals("-")) {
            return none();
        }
        return text.endsWith("%")
                ? new DiscountTerms.Percentage(Long.parseLong(text.replace("%", "")) * 100)
                : new DiscountTerms.Fixed(usd(Long.parseLong(text)));
    }

    private static DiscountTerms none() { return new DiscountTerms.None(); }

    private static ProrationEntry credit(long amount, long discount) { return new ProrationEntry(EntryDirection.CREDIT, usd(amount), usd(discount)); }

    private static ProrationEntry debit(long amount, long discount) { return new ProrationEntry(EntryDirection.DEBIT, usd(amount), usd(discount)); }

    private static BillingPeriod period(String start, String end) { return new BillingPeriod(at(start), at(end)); }

    private static Instant at(String day) { return LocalDate.parse(day).atStartOfDay(UTC).toInstant(); }

    private static List<Money> prices(long... amounts) { return Arrays.stream(amounts).mapToObj(ProrationTest::usd).toList(); }

    private static List<Money> amounts(String list) {
        return Arrays.stream(list.split(" ")).filter(amount -> !amount.isEmpty()).map(Long::valueOf).map(ProrationTest::usd).toList();
    }

    private static Money usd(long amount) { return new Money(amount, Currency.USD); }
}
