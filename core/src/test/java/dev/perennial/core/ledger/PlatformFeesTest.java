package dev.perennial.core.ledger;

import static dev.perennial.core.ledger.CardOrigin.DOMESTIC;
import static dev.perennial.core.ledger.CardOrigin.INTERNATIONAL;
import static dev.perennial.core.ledger.SaleKind.ONE_TIME;
import static dev.perennial.core.ledger.SaleKind.SUBSCRIPTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perennial.core.money.Currency;
import dev.perennial.core.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformFeesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # base | bp  | fixed | subscription bp | payment | international | subscription
            12000  | 500 | 50    | 0               | 650     | 180           | 0
            12000  | 389 | 35    | 50              | 502     | 180           | 60
            3750   | 500 | 50    | 0               | 238     | 56            | 0
            3750   | 380 | 40    | 0               | 183     | 56            | 0
            3750   | 360 | 35    | 0               | 170     | 56            | 0
            3750   | 340 | 30    | 0               | 158     | 56            | 0
            1250   | 500 | 50    | 0               | 113     | 19            | 0
            1250   | 380 | 40    | 0               | 88      | 19            | 0
            1250   | 360 | 35    | 0               | 80      | 19            | 0
            1250   | 340 | 30    | 0               | 73      | 19            | 0
            1250   | 400 | 40    | 50              | 90      | 19            | 6
            3000   | 500 | 50    | 0               | 200     | 45            | 0
            3000   | 380 | 40    | 0               | 154     | 45            | 0
            3000   | 360 | 35    | 0               | 143     | 45            | 0
            3000   | 340 | 30    | 0               | 132     | 45            | 0
            3000   | 400 | 40    | 50              | 160     | 45            | 15
            """)
    void areTakenOfTheWholePayment(long base, long basisPoints, long fixed, long subscriptionBasisPoints, long payment, long international,
            long subscription) {
        FeeRates rates = new FeeRates(basisPoints, fixed, subscriptionBasisPoints);
        assertThat(PlatformFees.of(usd(base), rates, INTERNATIONAL, SUBSCRIPTION))
                .isEqualTo(new PlatformFees(usd(payment), usd(international), usd(subscription)));
        assertThat(PlatformFees.of(usd(base), rates, DOMESTIC, ONE_TIME)).isEqualTo(new PlatformFees(usd(payment), usd(0), usd(0)));
    }

    @Test
    void theStarterPlanIsFivePercentAndFiftyCents() {
        assertThat(PlatformFees.of(usd(12_000), FeeRates.STARTER, INTERNATIONAL, SUBSCRIPTION).total()).isEqualTo(usd(830));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            card,       US, DOMESTIC
            card,       FR, INTERNATIONAL
            card,       -,  DOMESTIC
            link,       DE, INTERNATIONAL
            link,       US, DOMESTIC
            kr_card,    -,  INTERNATIONAL
            sepa_debit, DE, DOMESTIC
            """)
    void onlyCardsFromAbroadAreDearer(String methodType, String issuingCountry, CardOrigin origin) {
        assertThat(CardOrigin.of(methodType, issuingCountry)).isEqualTo(origin);
    }

    @Test
    void ratesAreNeverNegative() {
        assertThatThrownBy(() -> new FeeRates(-1, 0, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Money usd(long amount) { return new Money(amount, Currency.USD); }
}
