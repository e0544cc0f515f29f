package dev.perennial.core.organization.persistence;

import static dev.perennial.core.persistence.Shop.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perennial.core.ledger.FeeRates;
import dev.perennial.core.money.Currency;
import dev.perennial.core.organization.Organization;
import dev.perennial.core.organization.OrganizationStatus;
import dev.perennial.core.organization.Organizations;
import dev.perennial.core.persistence.SqlFailure.DuplicateKey;
import dev.perennial.core.persistence.TestDatabase;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class JdbcOrganizationsTest {
    @AutoClose
    static final TestDatabase database = new TestDatabase();
    final Organizations organizations = database.get(Organizations.class);

    private static Organization named(String slug) {
        return new Organization(UUID.randomUUID(), NOW, NOW, "Acme", slug, OrganizationStatus.REVIEW, Currency.of("jpy"), "invoice", false, true,
                false,
                "AC", new FeeRates(250, 30, 50));
    }

    @Test
    void readsWhatWasWritten() {
        Organization acme = named("acme");
        organizations.insert(acme);
        assertThat(organizations.get(acme.id())).isEqualTo(acme);
        assertThat(organizations.findBySlug("acme")).contains(acme);
        assertThat(organizations.findBySlug("other")).isEmpty();
    }

    @Test
    void givesASlugOnce() {
        organizations.insert(named("twice"));
        assertThatThrownBy(() -> organizations.insert(named("twice"))).isInstanceOf(DuplicateKey.class);
    }
}
