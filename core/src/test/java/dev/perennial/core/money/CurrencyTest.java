package dev.perennial.core.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CurrencyTest {
    private static final List<String> CODES = List.of(("aed all amd aoa ars aud awg azn bam bbd bdt bif bmd bnd bob brl bsd bwp bzd cad cdf chf clp "
            + "cny cop crc cve czk djf dkk dop dzd egp etb eur fjd fkp gbp gel gip gmd gnf gtq gyd hkd hnl htg huf idr ils inr isk jmd jpy kes kgs khr "
            + "kmf krw kyd kzt lak lkr lrd lsl mad mdl mga mkd mnt mop mur mvr mwk mxn myr mzn nad ngn nio nok npr nzd pab pen pgk php pkr pln pyg qar "
            + "ron rsd rwf sar sbd scr sek sgd shp sos srd szl thb tjs top try ttd twd tzs uah ugx usd uyu uzs vnd vuv wst xaf xcd xcg xof xpf yer zar "
            + "zmw").split(" "));

    @Test
    void knowsThe126PresentmentCurrencies() {
        assertThat(CODES).hasSize(126).doesNotHaveDuplicates().allSatisfy(code -> assertThat(Currency.find(code)).contains(Currency.of(code)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "USD", "rub", "xxx", "us"})
    void refusesEveryOtherCode(String code) {
        assertThat(Currency.find(code)).isEmpty();
        assertThatThrownBy(() -> Currency.of(code)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("'" + code + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bif", "clp", "djf", "gnf", "jpy", "kmf", "krw", "mga", "pyg", "rwf", "vnd", "vuv", "xaf", "xof", "xpf"})
    void someCurrenciesHaveNoMinorUnit(String code) {
        assertThat(Currency.of(code).minorUnitFactor()).isEqualTo(1);
    }

    @Test
    void allOthersCountInHundredths() {
        assertThat(CODES.stream().filter(code -> Currency.of(code).minorUnitFactor() == 100)).hasSize(111).contains("isk", "huf", "twd", "ugx",
                "usd");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            usd | 50      | 99999999
            eur | 50      | 99999999
            gbp | 40      | 99999999
            chf | 50      | 99999999
            cad | 70      | 99999999
            aud | 70      | 99999999
            aed | 200     | 99999999
            brl | 250     | 99999999
            mxn | 900     | 99999999
            sek | 500     | 99999999
            inr | 6000    | 99999999
            jpy | 80      | 99999999
            krw | 800     | 99999999
            huf | 17500   | 99999999
            vnd | 20000   | 99999999
            ars | 75000   | 140000000
            cdf | 200000  | 280000000
            cop | 200000  | 400000000
            idr | 900000  | 1600000000
            khr | 300000  | 400000000
            lak | 2000000 | 2100000000
            mnt | 200000  | 350000000
            mwk | 100000  | 175000000
            ngn | 70000   | 155000000
            tzs | 200000  | 250000000
            ugx | 200000  | 370000000
            uzs | 700000  | 1250000000
            """)
    void pricesHaveBounds(String code, long minimum, long maximum) {
        Currency currency = Currency.of(code);
        assertThat(currency.minimumPrice()).isEqualTo(minimum);
        assertThat(currency.minimumCharge()).isEqualTo(minimum);
        assertThat(currency.maximumPrice()).isEqualTo(maximum);
    }

    @Test
    void noMinimumIsAboveItsMaximum() {
        assertThat(CODES).map(Currency::of).allSatisfy(currency -> assertThat(currency.minimumPrice()).isBetween(40L, currency.maximumPrice()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            usd | 2000                | USD 20.00
            usd | 5                   | USD 0.05
            usd | 0                   | USD 0.00
            usd | -1234               | USD -12.34
            jpy | 500                 | JPY 500
            jpy | -1                  | JPY -1
            eur | 9223372036854775807 | EUR 92233720368547758.07
            """)
    void isWrittenForPeople(String code, long minorUnits, String written) {
        assertThat(Currency.of(code).format(minorUnits)).isEqualTo(written);
    }

    /** LED-9: the processor has three decimals in these, the last of which must be zero; no price is in one of them. */
    @ParameterizedTest
    @ValueSource(strings = {"bhd", "iqd", "jod", "kwd", "lyd", "omr", "tnd"})
    void noPresentmentCurrencyHasThreeDecimals(String code) {
        assertThat(Currency.find(code)).isEmpty();
    }

    /** LED-9 */
    @Test
    void onlyKronaAndUgandaShillingsAreChargedInWholeHundreds() {
        assertThat(Currency.codes().stream().map(Currency::of).filter(currency -> currency.chargeStep() != 1).map(Currency::code)).containsExactly(
                "isk",
                "ugx");
        assertThat(Currency.of("isk").chargeStep()).isEqualTo(100);
        assertThat(Currency.codes().stream().map(Currency::of).filter(currency -> currency.minimumCharge() % currency.chargeStep() != 0)).isEmpty();
    }
}
