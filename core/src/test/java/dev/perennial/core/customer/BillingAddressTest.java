package dev.perennial.core.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.throwable;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BillingAddressTest {
    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            # country, state, country on record, state on record
            US,  NY,    US, US-NY
            US,  US-NY, US, US-NY
            us,  DC,    US, US-DC
            US,  -,     US, -
            US,  ' ',   US, -
            CA,  QC,    CA, CA-QC
            ca,  CA-ON, CA, CA-ON
            CA,  NL,    CA, CA-NL
            FR,  AURA,  FR, AURA
            fr,  ' AURA ', FR, AURA
            DE,  US-NY, DE, US-NY
            PR,  San Juan, PR, San Juan
            """)
    void statesOfAmericaAndCanadaStandBehindTheirCountry(String country, String state, String countryOnRecord, String stateOnRecord) {
        assertThat(BillingAddress.normalized(null, null, null, null, state, country))
                .isEqualTo(new BillingAddress(null, null, null, null, stateOnRecord, countryOnRecord));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            US, ny,    state
            US, PR,    state
            US, QC,    state
            US, CA-QC, state
            US, US-,   state
            US, US-US-NY, state
            CA, NY,    state
            CA, ca-qc, state
            RU, -,     country
            cu, -,     country
            XX, -,     country
            '', -,     country
            -,  -,     country
            """)
    void namesTheFieldThatIsWrong(String country, String state, String field) {
        assertThatThrownBy(() -> BillingAddress.normalized("1 Main St", null, "10001", "New York", state, country))
                .asInstanceOf(throwable(InvalidBillingAddress.class)).extracting(InvalidBillingAddress::field).isEqualTo(field);
    }

    @Test
    void blanksAreNothing() {
        assertThat(BillingAddress.normalized(" 1 Main St ", "", " 10001", "\t", null, "US"))
                .isEqualTo(new BillingAddress("1 Main St", null, "10001", null, null, "US"));
    }
}
