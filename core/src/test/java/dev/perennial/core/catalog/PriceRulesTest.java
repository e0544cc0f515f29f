package dev.perennial.core.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.core.catalog.PriceRules.Candidate;
import dev.perennial.core.money.Currency;
import dev.perennial.core.money.Money;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceRulesTest {
    /** LED-9: what was sold before the rule goes on being sold. */
    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            isk,  10050, false, multiple_of
            isk,  10050, true,  -
            isk,  10000, false, -
            isk,      0, false, -
            isk,   6950, false, minimum_price
            ugx, 200001, false, multiple_of
            ugx, 200100, false, -
            huf,  17501, false, -
            jpy,     81, false, -
            """)
    void aNewPriceIsOneThatACardCanBeChargedInFull(String code, long amount, boolean kept, String violation) {
        Currency currency = Currency.of(code);
        var found = PriceRules.violations(List.of(new Candidate(new Money(amount, currency), kept), Candidate.added(Money.zero(Currency.USD))),
                Currency.USD);
        assertThat(found).extracting(PriceRules.Violation::type).isEqualTo(violation == null ? List.of() : List.of(violation));
        assertThat(found).allSatisfy(wrong -> assertThat(wrong.index()).hasValue(0));
    }
}
