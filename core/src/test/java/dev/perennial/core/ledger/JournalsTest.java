package dev.perennial.core.ledger;

import static dev.perennial.core.ledger.AccountKind.CURRENCY_EXCHANGE;
import static dev.perennial.core.ledger.AccountKind.CUSTOMER_BALANCE;
import static dev.perennial.core.ledger.AccountKind.MERCHANT;
import static dev.perennial.core.ledger.AccountKind.PLATFORM_REVENUE;
import static dev.perennial.core.ledger.AccountKind.PROCESSOR_CLEARING;
import static dev.perennial.core.ledger.AccountKind.PROCESSOR_FEES;
import static dev.perennial.core.ledger.AccountKind.REFUNDS_PAYABLE;
import static dev.perennial.core.ledger.AccountKind.TAX_PAYABLE;
import static dev.perennial.core.ledger.CardOrigin.DOMESTIC;
import static dev.perennial.core.ledger.CardOrigin.INTERNATIONAL;
import static dev.perennial.core.ledger.PostingMemo.INTERNATIONAL_FEE;
import static dev.perennial.core.ledger.PostingMemo.PAYMENT_FEE;
import static dev.perennial.core.ledger.PostingMemo.PROCESSOR_FEE;
import static dev.perennial.core.ledger.PostingMemo.SALE;
import static dev.perennial.core.ledger.PostingMemo.SUBSCRIPTION_FEE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perennial.core.Seed;
import dev.perennial.core.money.Currency;
import dev.perennial.core.money.Money;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JournalsTest {
    private static final Currency EUR = Currency.of("eur");
    private static final Currency JPY = Currency.of("jpy");

    @Test
    void aSaleOwesTheTaxToTheStateAndTheRestToTheMerchant() {
        assertThat(Journals.paymentCaptured(usd(12_000), usd(2_000), usd(0)).postings()).containsExactly(
                new Posting(PROCESSOR_CLEARING, usd(12_000), SALE), new Posting(MERCHANT, usd(-10_000), SALE),
                new Posting(TAX_PAYABLE, usd(-2_000), SALE));
    }

    @Test
    void aSaleInTheSettlementCurrencyLeavesTheMerchantTheNetWithoutTheFee() {
        Settlement settlement = new Settlement(usd(12_000), usd(2_000), usd(12_000), usd(378));
        Journal captured = Journals.paymentCaptured(usd(12_000), usd(2_000), usd(0));
        Journal settled = Journals.settled(settlement, PlatformFees.of(usd(12_000), FeeRates.STARTER, DOMESTIC, SaleKind.ONE_TIME));
        assertThat(settled.postings()).containsExactly(new Posting(PROCESSOR_FEES, usd(378), PROCESSOR_FEE),
                new Posting(PROCESSOR_CLEARING, usd(-378), PROCESSOR_FEE), new Posting(MERCHANT, usd(650), PAYMENT_FEE),
                new Posting(PLATFORM_REVENUE, usd(-650), PAYMENT_FEE));
        assertThat(effect(MERCHANT, Currency.USD, captured, settled)).isEqualTo(usd(-9_350));
        assertThat(effect(PROCESSOR_CLEARING, Currency.USD, captured, settled)).isEqualTo(usd(11_622));
        assertThat(effect(TAX_PAYABLE, Currency.USD, captured, settled)).isEqualTo(usd(-2_000));
    }

    @Test
    void eachPlatformFeeStandsOnItsOwn() {
        Settlement settlement = new Settlement(usd(12_000), usd(2_000), usd(12_000), usd(0));
        PlatformFees fees = PlatformFees.of(usd(12_000), new FeeRates(389, 35, 50), INTERNATIONAL, SaleKind.SUBSCRIPTION);
        assertThat(Journals.settled(settlement, fees).postings()).containsExactly(new Posting(MERCHANT, usd(502), PAYMENT_FEE),
                new Posting(PLATFORM_REVENUE, usd(-502), PAYMENT_FEE), new Posting(MERCHANT, usd(180), INTERNATIONAL_FEE),
                new Posting(PLATFORM_REVENUE, usd(-180), INTERNATIONAL_FEE), new Posting(MERCHANT, usd(60), SUBSCRIPTION_FEE),
                new Posting(PLATFORM_REVENUE, usd(-60), SUBSCRIPTION_FEE));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # currency | charged | tax  | settled | settled net | settled tax
            eur        | 1200    | 200  | 1800    | 1500        | 300
            eur        | 3000    | 1000 | 3000    | 2000        | 1000
            eur        | 500     | 1000 | 550     | -550        | 1100
            jpy        | 1100    | 100  | 733     | 666         | 67
            eur        | 1200    | 0    | 1301    | 1301        | 0
            """)
    void anExchangeIsAtTheRateTheChargeReallySettledAt(String currency, long charged, long tax, long settled, long settledNet, long settledTax) {
        Currency shown = Currency.of(currency);
        Settlement settlement = new Settlement(new Money(charged, shown), new Money(tax, shown), usd(settled), usd(0));
        assertThat(settlement.settledNet()).isEqualTo(usd(settledNet));
        assertThat(settlement.settledTax()).isEqualTo(usd(settledTax));
    }

    @Test
    void afterAnExchangeNothingIsLeftInTheCurrencyOfTheCustomer() {
        Journal captured = Journals.paymentCaptured(eur(1_200), eur(200), eur(0));
        Journal settled = Journals.settled(new Settlement(eur(1_200), eur(200), usd(1_800), usd(82)),
                PlatformFees.of(usd(1_800), FeeRates.STARTER, INTERNATIONAL, SaleKind.ONE_TIME));
        for (AccountKind account : AccountKind.values()) {
            assertThat(effect(account, EUR, captured, settled)).isEqualTo(eur(0));
        }
        assertThat(effect(MERCHANT, Currency.USD, captured, settled)).isEqualTo(usd(-1_500 + 140 + 27));
        assertThat(effect(TAX_PAYABLE, Currency.USD, captured, settled)).isEqualTo(usd(-300));
        assertThat(effect(PROCESSOR_CLEARING, Currency.USD, captured, settled)).isEqualTo(usd(1_800 - 82));
    }

    @Test
    void consumedCreditPaysTheMerchantFromTheCustomersBalance() {
        Journal captured = Journals.paymentCaptured(eur(3_000), eur(1_000), eur(-3_000));
        assertThat(captured.postings()).containsExactly(new Posting(PROCESSOR_CLEARING, eur(3_000), SALE),
                new Posting(CUSTOMER_BALANCE, eur(3_000), SALE),
                new Posting(MERCHANT, eur(-5_000), SALE), new Posting(TAX_PAYABLE, eur(-1_000), SALE));
        Journal settled = Journals.settled(new Settlement(eur(3_000), eur(1_000), usd(3_300), usd(0)),
                PlatformFees.of(usd(3_300), new FeeRates(0, 0, 0), DOMESTIC, SaleKind.ONE_TIME));
        assertThat(effect(MERCHANT, Currency.USD, settled)).as("2000 of the 3000 charged").isEqualTo(usd(-2_200));
        assertThat(effect(MERCHANT, EUR, captured, settled)).as("owed since the credit was granted").isEqualTo(eur(-3_000));
    }

    @Test
    void aCollectedDebtEndsUpInTheCustomersBalance() {
        assertThat(Journals.paymentCaptured(usd(5_050), usd(800), usd(50)).postings()).containsExactly(
                new Posting(PROCESSOR_CLEARING, usd(5_050), SALE), new Posting(CUSTOMER_BALANCE, usd(-50), SALE),
                new Posting(MERCHANT, usd(-4_200), SALE),
                new Posting(TAX_PAYABLE, usd(-800), SALE));
    }

    @Test
    void anOrderPaidByCreditAloneChargesNobody() {
        assertThat(Journals.paymentCaptured(usd(0), usd(100), usd(-600)).postings()).containsExactly(new Posting(CUSTOMER_BALANCE, usd(600), SALE),
                new Posting(MERCHANT, usd(-500), SALE), new Posting(TAX_PAYABLE, usd(-100), SALE));
    }

    @Test
    void anAmountTooSmallToChargeBecomesTheCustomersDebt() {
        assertThat(Journals.paymentCaptured(usd(0), usd(2), usd(-10)).postings()).containsExactly(new Posting(CUSTOMER_BALANCE, usd(10), SALE),
                new Posting(MERCHANT, usd(-8), SALE), new Posting(TAX_PAYABLE, usd(-2), SALE));
    }

    @Test
    void anOrderThatGivesMoneyBackTakesItFromTheMerchant() {
        assertThat(Journals.paymentCaptured(usd(0), usd(-1_944), usd(11_663)).postings()).containsExactly(
                new Posting(CUSTOMER_BALANCE, usd(-11_663), SALE), new Posting(MERCHANT, usd(9_719), SALE),
                new Posting(TAX_PAYABLE, usd(1_944), SALE));
    }

    @Test
    void aFreeOrderWritesNothing() {
        assertThat(Journals.paymentCaptured(usd(0), usd(0), usd(0)).isEmpty()).isTrue();
    }

    @Test
    void aJournalThatDoesNotAddUpCannotBeMade() {
        assertThatThrownBy(() -> new Journal(JournalKind.PAYMENT_CAPTURED,
                List.of(new Posting(PROCESSOR_CLEARING, usd(100), SALE), new Posting(MERCHANT, usd(-99), SALE))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Journal(JournalKind.PAYMENT_CAPTURED,
                List.of(new Posting(PROCESSOR_CLEARING, usd(100), SALE), new Posting(MERCHANT, eur(-100), SALE))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Posting(MERCHANT, usd(0), SALE)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesASettlementThatCannotBe() {
        assertThatThrownBy(() -> new Settlement(usd(100), usd(0), usd(99), usd(0))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Settlement(eur(0), eur(0), usd(99), usd(0))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Settlement(eur(100), usd(0), usd(99), usd(0))).isInstanceOf(IllegalArgumentException.class);
    }

    @RepeatedTest(300)
    void everySaleBalancesAndLeavesOnlyWhatTheBalancePaidInTheCustomersCurrency() {
        Seed.run(random -> {
            Currency shown = Seed.pick(random, List.of(Currency.USD, EUR, JPY));
            Money charged = new Money(random.nextLong(1, 100_000_000), shown);
            Money tax = new Money(random.nextLong(0, 20_000_000), shown);
            Money applied = new Money(random.nextLong(-10_000_000, 10_000_000), shown);
            Money settledAmount = shown.equals(Currency.USD) ? charged : usd(random.nextLong(1, 100_000_000));
            Settlement settlement = new Settlement(charged, tax, settledAmount, usd(random.nextLong(0, 1_000)));
            PlatformFees fees = PlatformFees.of(settledAmount, anyRates(random), Seed.pick(random, List.of(CardOrigin.values())),
                    Seed.pick(random, List.of(SaleKind.values())));
            Journal captured = Journals.paymentCaptured(charged, tax, applied);
            Journal settled = Journals.settled(settlement, fees);
            assertThat(effect(PROCESSOR_CLEARING, Currency.USD, captured, settled)).isEqualTo(settledAmount.minus(settlement.processorFee()));
            assertThat(effect(PLATFORM_REVENUE, Currency.USD, captured, settled)).isEqualTo(fees.total().negated());
            if (!shown.equals(Currency.USD)) {
                assertThat(effect(PROCESSOR_CLEARING, shown, captured, settled).isZero()).isTrue();
                assertThat(effect(TAX_PAYABLE, shown, captured, settled).isZero()).isTrue();
                assertThat(effect(MERCHANT, shown, captured, settled)).isEqualTo(applied);
                assertThat(effect(MERCHANT, Currency.USD, captured, settled)).isEqualTo(fees.total().minus(settlement.settledNet()));
            }
        });
    }

    /** LED-7: the figures of a refund in full, of a charge of 10.00 and 2.00 of tax that had been exchanged at 1.5. */
    @Test
    void aRefundTakesItsShareFromTheMerchantAndTheTaxAndNoFee() {
        Settlement settlement = new Settlement(eur(1_200), eur(200), usd(1_800), usd(82));
        Journal[] all = {Journals.paymentCaptured(eur(1_200), eur(200), eur(0)),
                Journals.settled(settlement, PlatformFees.of(usd(1_800), FeeRates.STARTER, DOMESTIC, SaleKind.ONE_TIME)),
                Journals.refunded(eur(1_200), eur(200)), Journals.refundSettled(new Settlement(eur(1_200), eur(200), usd(1_860), usd(0)))};
        assertThat(effect(MERCHANT, Currency.USD, all)).as("the fee of 1.40 and what the rate has changed by").isEqualTo(usd(140 + 50));
        assertThat(effect(TAX_PAYABLE, Currency.USD, all)).isEqualTo(usd(10));
        assertThat(effect(PLATFORM_REVENUE, Currency.USD, all)).isEqualTo(usd(-140));
        assertThat(effect(PROCESSOR_FEES, Currency.USD, all)).isEqualTo(usd(82));
        assertThat(effect(PROCESSOR_CLEARING, Currency.USD, all)).isEqualTo(usd(1_800 - 82 - 1_860));
        for (AccountKind account : AccountKind.values()) {
            assertThat(effect(account, EUR, all)).as("%s", account).isEqualTo(eur(0));
        }
    }

    /** LED-6 */
    @RepeatedTest(300)
    void aChargeThatBelongsToNoOrderCostsOnlyTheProcessorsFeeAndTheRate() {
        Seed.run(random -> {
            Currency shown = Seed.pick(random, List.of(Currency.USD, EUR, JPY));
            Money charged = new Money(random.nextLong(1, 100_000_000), shown);
            Money settled = worth(random, charged);
            Money taken = worth(random, charged);
            Money fee = usd(random.nextLong(0, 1_000));
            Journal captured = Journals.unearnedCaptured(charged);
            assertThat(effect(PROCESSOR_CLEARING, shown, captured)).isEqualTo(charged);
            Journal[] all = {captured, Journals.unearnedSettled(charged, settled, fee), Journals.unearnedRefunded(charged),
                    Journals.unearnedRefundSettled(charged, taken, usd(0))};
            for (Currency currency : List.of(shown, Currency.USD)) {
                for (AccountKind nobodys : List.of(MERCHANT, TAX_PAYABLE, PLATFORM_REVENUE, CUSTOMER_BALANCE, REFUNDS_PAYABLE)) {
                    assertThat(effect(nobodys, currency, all).isZero()).as("%s", nobodys).isTrue();
                }
            }
            assertThat(effect(PROCESSOR_FEES, Currency.USD, all)).isEqualTo(fee);
            assertThat(effect(CURRENCY_EXCHANGE, Currency.USD, all)).isEqualTo(taken.minus(settled));
            assertThat(effect(PROCESSOR_CLEARING, Currency.USD, all)).isEqualTo(settled.minus(fee).minus(taken));
            if (!shown.equals(Currency.USD)) {
                assertThat(effect(PROCESSOR_CLEARING, shown, all).isZero()).isTrue();
                assertThat(effect(CURRENCY_EXCHANGE, shown, all).isZero()).isTrue();
            }
        });
    }

    /** LED-8: whatever was charged, refunded in parts, and settled or not, what the processor owes is charges less refunds. */
    @RepeatedTest(300)
    void whatStandsAgainstTheProcessorIsChargesLessRefunds() {
        Seed.run(random -> {
            Currency shown = Seed.pick(random, List.of(EUR, JPY));
            List<Journal> books = new ArrayList<>();
            long inShown = 0;
            long inDollars = 0;
            for (int i = random.nextInt(1, 6); i > 0; i--) {
                boolean sold = random.nextBoolean();
                boolean isSettled = random.nextBoolean();
                Money charged = new Money(random.nextLong(2, 1_000_000), shown);
                Money tax = sold ? new Money(random.nextLong(0, charged.minorUnits()), shown) : Money.zero(shown);
                Money applied = new Money(random.nextLong(-1_000, 1_000), shown);
                books.add(sold ? Journals.paymentCaptured(charged, tax, applied) : Journals.unearnedCaptured(charged));
                inShown += charged.minorUnits();
                if (isSettled) {
                    Settlement settlement = new Settlement(charged, tax, worth(random, charged), usd(random.nextLong(0, 500)));
                    books.add(sold
                            ? Journals.settled(settlement, PlatformFees.of(settlement.settled(), anyRates(random), DOMESTIC, SaleKind.ONE_TIME))
                            : Journals.unearnedSettled(charged, settlement.settled(), settlement.processorFee()));
                    inShown -= charged.minorUnits();
                    inDollars += settlement.settled().minus(settlement.processorFee()).minorUnits();
                }
                Money refund = new Money(random.nextLong(1, charged.minorUnits()), shown);
                Money taxBack = new Money(random.nextLong(0, Math.min(refund.minorUnits(), tax.minorUnits()) + 1), shown);
                books.add(sold ? Journals.refunded(refund, taxBack) : Journals.unearnedRefunded(refund));
                inShown -= refund.minorUnits();
                if (isSettled) {
                    Settlement back = new Settlement(refund, taxBack, worth(random, refund), usd(random.nextLong(0, 500)));
                    books.add(sold ? Journals.refundSettled(back) : Journals.unearnedRefundSettled(refund, back.settled(), back.processorFee()));
                    inShown += refund.minorUnits();
                    inDollars -= back.settled().plus(back.processorFee()).minorUnits();
                }
            }
            Journal[] all = books.toArray(Journal[]::new);
            assertThat(effect(PROCESSOR_CLEARING, shown, all).minorUnits()).isEqualTo(inShown);
            assertThat(effect(PROCESSOR_CLEARING, Currency.USD, all).minorUnits()).isEqualTo(inDollars);
            for (Currency currency : List.of(shown, Currency.USD)) {
                assertThat(Stream.of(AccountKind.values()).map(account -> effect(account, currency, all)).reduce(Money.zero(currency), Money::plus)
                        .isZero()).as("the books add up in %s", currency).isTrue();
            }
        });
    }

    private static Money worth(RandomGenerator random, Money charged) {
        return charged.currency().equals(Currency.USD) ? charged : usd(random.nextLong(1, 100_000_000));
    }

    private static FeeRates anyRates(RandomGenerator random) {
        return new FeeRates(random.nextLong(1_000), random.nextLong(100), random.nextLong(100));
    }

    private static Money effect(AccountKind account, Currency currency, Journal... journals) {
        return Stream.of(journals).map(journal -> journal.effectOn(account, currency)).reduce(Money.zero(currency), Money::plus);
    }

    private static Money usd(long amount) { return new Money(amount, Currency.USD); }

    private static Money eur(long amount) { return new Money(amount, EUR); }
}
