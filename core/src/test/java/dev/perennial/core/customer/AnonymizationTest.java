package dev.perennial.core.customer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AnonymizationTest {
    private static final Instant CREATED = Instant.parse("2025-01-01T00:00:00Z");
    private final Customer john = Customer.individual(UUID.randomUUID(), CREATED, UUID.randomUUID(), "john@example.com", "ABCDEFGH").edit()
            .name("John Doe").billingName("Doe").billingAddress(new BillingAddress(null, null, null, null, null, "DE")).verified(true).done(CREATED);

    @Test
    void aPersonBecomesTheSameHashEverywhere() {
        Customer hashed = Anonymization.of(john, CREATED.plusSeconds(1));
        assertThat(hashed.email()).isEqualTo("8f00eaa94375f032c5cd7e17d62b5c983657d2dff64563627b4b78251ec46f71" + Anonymization.DOMAIN);
        assertThat(hashed.name()).isEqualTo("0ffc10c3ada78a07e16cb8951cdac758474e6c52dfadf8e3a94e2083643f0511");
        assertThat(hashed.explicitBillingName()).matches("[0-9a-f]{64}");
        assertThat(hashed.billingAddress()).isNull();
        assertThat(hashed.emailVerified()).isFalse();
    }

    @Test
    void theSecondTimeChangesNothing() {
        Customer hashed = Anonymization.of(john, CREATED.plusSeconds(1));
        assertThat(Anonymization.of(hashed, CREATED.plusSeconds(2))).isSameAs(hashed);
        assertThat(Anonymization.isDone(hashed)).isTrue();
        assertThat(Anonymization.isDone(john)).isFalse();
    }

    @Test
    void aBusinessKeepsItsName() {
        Customer business = john.edit().taxId(new Customer.TaxId("DE136695976", "eu_vat")).done(CREATED);
        assertThat(Anonymization.of(business, CREATED).name()).isEqualTo("John Doe");
        assertThat(Anonymization.of(business, CREATED).explicitBillingName()).matches("[0-9a-f]{64}");
    }

    @Test
    void fractionsOfASecondCount() {
        assertThat(Anonymization.hash("x", CREATED)).isNotEqualTo(Anonymization.hash("x", CREATED.plusNanos(1_000)));
        assertThat(Anonymization.hash("x", CREATED)).isEqualTo(Anonymization.hash("x", CREATED.plusNanos(999)));
    }
}
