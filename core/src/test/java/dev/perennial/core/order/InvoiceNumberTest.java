package dev.perennial.core.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perennial.core.customer.CustomerShortId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InvoiceNumberTest {
    @ParameterizedTest
    @CsvSource({"1, ACME-LXSGRXEFZX-0001, ACME-0001", "9999, ACME-LXSGRXEFZX-9999, ACME-9999", "10000, ACME-LXSGRXEFZX-10000, ACME-10000"})
    void countsForEachCustomerOrForTheOrganization(long number, String ofCustomer, String ofOrganization) {
        assertThat(InvoiceNumber.ofCustomer("ACME", new CustomerShortId(64_674_201_600_005L), number)).hasToString(ofCustomer);
        assertThat(InvoiceNumber.ofOrganization("ACME", number)).hasToString(ofOrganization);
    }

    @Test
    void receiptsAreCountedOnTheirOwn() {
        assertThat(ReceiptNumber.of(new CustomerShortId(64_674_201_600_005L), 12)).hasToString("RCPT-LXSGRXEFZX-0012");
    }

    @Test
    void countsFromOne() {
        assertThatThrownBy(() -> InvoiceNumber.ofOrganization("ACME", 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
