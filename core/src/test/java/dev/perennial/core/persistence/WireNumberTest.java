package dev.perennial.core.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.core.Seed;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers as ECMAScript writes them (WEB-1), and which whole numbers survive that (WEB-3). */
class WireNumberTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # number                  | written
            0                         | 0
            -0.0                      | 0
            1.0                       | 1
            0.10                      | 0.1
            1e2                       | 100
            -1.50                     | -1.5
            123456789.125             | 123456789.125
            1e20                      | 100000000000000000000
            999999999999999900000     | 999999999999999900000
            1e21                      | 1e+21
            1.5e21                    | 1.5e+21
            1e23                      | 1e+23
            2e23                      | 2e+23
            0.000001                  | 0.000001
            0.00000123                | 0.00000123
            0.0000001                 | 1e-7
            -0.000000123              | -1.23e-7
            9007199254740991          | 9007199254740991
            9007199254740993          | 9007199254740992
            1183374659214471188       | 1183374659214471200
            0.1234567890123456789     | 0.12345678901234568
            1.7976931348623157e308    | 1.7976931348623157e+308
            2.2250738585072014e-308   | 2.2250738585072014e-308
            4.9e-324                  | 5e-324
            9.9e-324                  | 1e-323
            1e-400                    | 0
            1e-999999999              | 0
            1e400                     | null
            -1e999999999              | null
            """)
    void isWrittenAsEcmaScriptWritesIt(BigDecimal number, String written) {
        assertThat(WireNumber.of(number)).isEqualTo(written);
    }

    @ParameterizedTest
    @CsvSource({"9223372036854775807,9223372036854776000", "-9223372036854775808,-9223372036854776000", "-9007199254740991,-9007199254740991"})
    void aLongIsNoExceptionToThat(long number, String written) {
        assertThat(WireNumber.of(number)).isEqualTo(written);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void ofWhatIsNoNumberNothingIsLeft(double number) {
        assertThat(WireNumber.of(number)).isEqualTo("null");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            0, true
            -9007199254740992, true
            9007199254740993, false
            1796128407000000000, true
            1152921504606846976, false
            1183374659214471188, false
            100000000000000000000, true
            1000000000000000000000, true
            1000000000000000000001, false
            """)
    void aWholeNumberIsKeptOrNot(BigInteger number, boolean kept) {
        assertThat(WireNumber.keeps(number)).isEqualTo(kept);
    }

    @RepeatedTest(200)
    void isReadBackAsTheSameDouble() {
        Seed.run(random -> {
            double number = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(number)) {
                assertThat(Double.parseDouble(WireNumber.of(number))).isEqualTo(number == 0 ? 0 : number);
            }
        });
    }
}
