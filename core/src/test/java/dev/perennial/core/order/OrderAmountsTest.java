package dev.perennial.core.order;

import static dev.perennial.core.order.TaxBehavior.EXCLUSIVE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perennial.core.Seed;
import dev.perennial.core.ledger.AccountKind;
import dev.perennial.core.ledger.Journal;
import dev.perennial.core.ledger.Journals;
import dev.perennial.core.money.Currency;
import dev.perennial.core.money.Money;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderAmountsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # subtotal | discount | tax | behavior | net | total
            10000 | 0    | 2000  | EXCLUSIVE | 10000 | 12000
            12000 | 0    | 2000  | INCLUSIVE | 10000 | 12000
            1000  | 0    | 200   | EXCLUSIVE | 1000  | 1200
            1000  | 0    | 200   | INCLUSIVE | 800   | 1000
            4250  | 0    | 850   | EXCLUSIVE | 4250  | 5100
            11250 | 2250 | 1800  | EXCLUSIVE | 9000  | 10800
            11250 | 1000 | 2050  | EXCLUSIVE | 10250 | 12300
            -8219 | 1500 | -1944 | EXCLUSIVE | -9719 | -11663
            """)
    void discountThenTaxMakeNetAndTotal(long subtotal, long discount, long tax, TaxBehavior behavior, long net, long total) {
        OrderAmounts amounts = OrderAmounts.of(usd(subtotal), usd(discount), usd(tax), behavior);
        assertThat(amounts.net()).isEqualTo(usd(net));
        assertThat(amounts.total()).isEqualTo(usd(total));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # total | balance | applied | due | balance after
            5000   | 10000 | -5000 | 0    | 5000
            5000   | -50   | 50    | 5050 | 0
            -5000  | 10000 | 0     | 0    | 15000
            -5000  | -50   | 50    | 0    | 4950
            5000   | 3000  | -3000 | 2000 | 0
            5000   | 0     | 0     | 5000 | 0
            0      | -50   | 50    | 50   | 0
            0      | 700   | 0     | 0    | 700
            -30    | -50   | 30    | 0    | -20
            -11663 | 0     | 0     | 0    | 11663
            """)
    void theBalancePaysBeforeTheCustomerDoes(long total, long balance, long applied, long due, long balanceAfter) {
        BalanceApplication application = BalanceApplication.of(usd(total), usd(balance));
        assertThat(application.applied()).isEqualTo(usd(applied));
        assertThat(usd(balance).plus(application.movement())).isEqualTo(usd(balanceAfter));
        assertThat(OrderAmounts.of(usd(total), usd(0), usd(0), EXCLUSIVE).with(application).due()).isEqualTo(usd(due));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            usd | 0     | NONE
            usd | -5000 | NONE
            usd | 10    | CARRIED_AS_DEBT
            usd | 49    | CARRIED_AS_DEBT
            usd | 50    | CHARGE
            gbp | 39    | CARRIED_AS_DEBT
            gbp | 40    | CHARGE
            jpy | 79    | CARRIED_AS_DEBT
            jpy | 80    | CHARGE
            inr | 5999  | CARRIED_AS_DEBT
            inr | 6000  | CHARGE
            isk | 6999  | CARRIED_AS_DEBT
            isk | 7001  | CHARGE
            """)
    void whatACardCannotBeChargedIsCarriedToTheNextOrder(String currency, long total, DueHandling handling) {
        Money zero = Money.zero(Currency.of(currency));
        assertThat(OrderAmounts.of(new Money(total, Currency.of(currency)), zero, zero, EXCLUSIVE).dueHandling()).isEqualTo(handling);
    }

    /** LED-9 */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # currency | due | charged | carried
            isk | 10050  | 10000  | 50
            isk | 10000  | 10000  | 0
            isk | 7099   | 7000   | 99
            isk | 6999   | 0      | 6999
            ugx | 200199 | 200100 | 99
            jpy | 80     | 80     | 0
            jpy | 79     | 0      | 79
            huf | 17550  | 17550  | 0
            twd | 2001   | 2001   | 0
            usd | 1234   | 1234   | 0
            """)
    void aCardIsChargedInTheStepsOfItsCurrency(String currency, long due, long charged, long carried) {
        Money zero = Money.zero(Currency.of(currency));
        OrderAmounts amounts = OrderAmounts.of(new Money(due, zero.currency()), zero, zero, EXCLUSIVE);
        assertThat(amounts.charged().minorUnits()).isEqualTo(charged);
        assertThat(amounts.carried().minorUnits()).isEqualTo(carried);
    }

    /** LED-9, LED-10: over any number of renewals all that was due is charged or stands in the balance, and nothing twice. */
    @RepeatedTest(300)
    void whatIsChargedAndWhatIsCarriedIsWhatIsDue() {
        Seed.run(random -> {
            Currency currency = Seed.pick(random, Currency.codes().stream().map(Currency::of).toList());
            Money price = new Money(random.nextLong(0, 3 * currency.minimumPrice()), currency);
            Money zero = Money.zero(currency);
            Money opening = new Money(random.nextLong(-20_000, 20_000), currency);
            Money balance = opening;
            Money charged = zero;
            for (int period = 1; period <= 12; period++) {
                OrderAmounts amounts = OrderAmounts.of(price, zero, zero, EXCLUSIVE).with(BalanceApplication.of(price, balance));
                assertThat(amounts.charged().plus(amounts.carried())).isEqualTo(amounts.due());
                assertThat(amounts.charged().minorUnits() % currency.chargeStep()).isZero();
                assertThat(amounts.charged().isNegative()).isFalse();
                assertThat(amounts.carried().isNegative()).isFalse();
                assertThat(amounts.carried().minorUnits()).isLessThan(Math.max(currency.minimumCharge(), currency.chargeStep()));
                Journal journal = Journals.paymentCaptured(amounts.charged(), zero, amounts.appliedBalance().minus(amounts.carried()));
                assertThat(journal.effectOn(AccountKind.MERCHANT, currency)).as("the merchant has the whole price").isEqualTo(price.negated());
                balance = balance.minus(journal.effectOn(AccountKind.CUSTOMER_BALANCE, currency));
                charged = charged.plus(amounts.charged());
                assertThat(charged.minus(balance).plus(opening).minorUnits()).isEqualTo(period * price.minorUnits());
            }
        });
    }

    @Test
    void isBoundedByWhatTheProcessorTakes() {
        assertThat(OrderAmounts.of(usd(99_999_999), usd(0), usd(0), EXCLUSIVE).isAboveMaximum()).isFalse();
        assertThat(OrderAmounts.of(usd(99_999_999), usd(0), usd(1), EXCLUSIVE).isAboveMaximum()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # net | tax | applied | refunded | refunded tax | refundable | refundable tax
            9990  | 2498 | 0     | 0    | 0    | 9990 | 2498
            9990  | 2498 | 0     | 7990 | 1998 | 2000 | 500
            1000  | 250  | -500  | 0    | 0    | 500  | 250
            1000  | 250  | 1000  | 0    | 0    | 2000 | 250
            1000  | 250  | 1000  | 1000 | 250  | 1000 | 0
            1000  | 250  | -2000 | 0    | 0    | 0    | 250
            """)
    void refundsNeverExceedWhatWasPaid(long net, long tax, long applied, long refunded, long refundedTax, long refundable, long refundableTax) {
        OrderAmounts amounts = new OrderAmounts(usd(net), usd(0), usd(tax), EXCLUSIVE, usd(applied));
        assertThat(amounts.refundable(usd(refunded))).isEqualTo(usd(refundable));
        assertThat(amounts.refundableTax(usd(refundedTax))).isEqualTo(usd(refundableTax));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # total | applied | due | balance before | balance after
            800  | 0     | 800  | 1000 | 200
            3000 | -1000 | 2000 | 0    | 1000
            3000 | -1000 | 2000 | 1500 | 1000
            800  | 0     | 800  | -500 | -500
            5000 | 50    | 5050 | 0    | -50
            """)
    void writingAnOrderOffGivesTheBalanceBack(long total, long applied, long due, long before, long after) {
        OrderAmounts amounts = new OrderAmounts(usd(total), usd(0), usd(0), EXCLUSIVE, usd(applied));
        assertThat(amounts.due()).isEqualTo(usd(due));
        assertThat(amounts.balanceAfterVoid(usd(before))).isEqualTo(usd(after));
    }

    @Test
    void hasOneCurrencyAndNoNegativeDiscount() {
        assertThatThrownBy(() -> OrderAmounts.of(usd(1), Money.zero(Currency.of("eur")), usd(0), EXCLUSIVE))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> OrderAmounts.of(usd(1), usd(-1), usd(0), EXCLUSIVE)).isInstanceOf(IllegalArgumentException.class);
    }

    @RepeatedTest(300)
    void nothingIsPaidTwiceAndNothingGetsLost() {
        Seed.run(random -> {
            OrderAmounts amounts = anyAmounts(random);
            Money balance = usd(random.nextLong(-50_000, 50_000));
            BalanceApplication application = BalanceApplication.of(amounts.total(), balance);
            OrderAmounts applied = amounts.with(application);
            assertThat(applied.due().minus(application.movement())).as("the charge and the balance together pay the total")
                    .isEqualTo(amounts.total());
            Journal journal = Journals.paymentCaptured(applied.due(), amounts.tax(), application.movement());
            assertThat(journal.effectOn(AccountKind.MERCHANT, Currency.USD)).isEqualTo(amounts.net().negated());
            if (amounts.total().isPositive() && !applied.due().isZero()) {
                assertThat(applied.balanceAfterVoid(balance.plus(application.movement()))).as("an unpaid order leaves no trace").isEqualTo(balance);
            }
        });
    }

    private static OrderAmounts anyAmounts(RandomGenerator random) {
        long subtotal = random.nextLong(-100_000, 100_000);
        long discount = random.nextLong(0, 10_000);
        long tax = (subtotal - discount) * random.nextLong(0, 25) / 100;
        return OrderAmounts.of(usd(subtotal), usd(discount), usd(tax), Seed.pick(random, List.of(TaxBehavior.values())));
    }

    private static Money usd(long amount) { return new Money(amount, Currency.USD); }
}
