package dev.perennial.core.organization.persistence;

import static dev.perennial.core.persistence.Shop.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perennial.core.ledger.FeeRates;
import dev.perennial.core.money.Currency;
import dev.perennial.core.organization.CustomerEmailSettings;
import dev.perennial.core.organization.CustomerPortalSettings;
import dev.perennial.core.organization.DefaultTaxBehavior;
import dev.perennial.core.organization.FeatureSettings;
import dev.perennial.core.organization.Organization;
import dev.perennial.core.organization.OrganizationSettings;
import dev.perennial.core.organization.OrganizationStatus;
import dev.perennial.core.organization.Organizations;
import dev.perennial.core.organization.Profile;
import dev.perennial.core.organization.ProrationBehavior;
import dev.perennial.core.organization.SocialLink;
import dev.perennial.core.organization.SubscriptionSettings;
import dev.perennial.core.persistence.SqlFailure.DuplicateKey;
import dev.perennial.core.persistence.TestDatabase;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class JdbcOrganizationsTest {
    @AutoClose
    static final TestDatabase database = new TestDatabase();
    final Organizations organizations = database.get(Organizations.class);

    private static Organization named(String slug) {
        return Organization.founded(UUID.randomUUID(), NOW, "Acme", slug, OrganizationStatus.REVIEW).with(new FeeRates(250, 30, 50), false);
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
    void keepsEverySetting() {
        Organization plain = named("settled");
        organizations.insert(plain);
        var profile = Profile.of("https://example.com/a.png", "a@example.com", "https://example.com",
                List.of(SocialLink.of("https://www.x.com/acme")),
                "DE", Map.of("switching", true, "pricing_models", List.of("seats")), Map.of("type", "individual"));
        var portal = new CustomerPortalSettings(new CustomerPortalSettings.Usage(false), new CustomerPortalSettings.Subscription(false, true, true),
                new CustomerPortalSettings.Customer(true));
        var settings = new OrganizationSettings(Currency.of("jpy"), DefaultTaxBehavior.INCLUSIVE,
                plain.settings().features().merged(new FeatureSettings.Chosen(null, null, true, true, List.of("revenue"))),
                new SubscriptionSettings(true, ProrationBehavior.NEXT_PERIOD, 7, true, false),
                CustomerEmailSettings.of(Map.of("subscription_cycled", false)), portal, 500, List.of("*.example.com"), true, true);
        Organization changed = plain.with(profile, settings, "Acme Ltd", NOW).movedTo(OrganizationStatus.ACTIVE, NOW);
        database.inTransaction(() -> organizations.update(changed));
        assertThat(organizations.get(plain.id())).isEqualTo(changed);
        assertThat(changed.settings().emails().paymentMethodExpirationReminder()).as("follows the renewals").isFalse();
        assertThat(changed.profile().socials().getFirst().platform()).isEqualTo(SocialLink.Platform.X);
    }

    @Test
    void aRowOfAnEarlierVersionHasTheDefaults() {
        UUID id = UUID.randomUUID();
        database.sql().update(
                "insert into organization (id, created_at, name, slug, status, invoice_prefix) values (?, ?, 'Old', 'old', 'active', 'OLD')",
                id, NOW);
        assertThat(organizations.get(id).settings()).isEqualTo(OrganizationSettings.DEFAULTS);
    }

    @Test
    void givesASlugOnce() {
        organizations.insert(named("twice"));
        assertThatThrownBy(() -> organizations.insert(named("twice"))).isInstanceOf(DuplicateKey.class);
    }
}
