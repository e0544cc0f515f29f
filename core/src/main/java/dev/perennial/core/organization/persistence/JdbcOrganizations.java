package dev.perennial.core.organization.persistence;

import dev.perennial.core.ledger.FeeRates;
import dev.perennial.core.organization.CustomerEmailSettings;
import dev.perennial.core.organization.CustomerPortalSettings;
import dev.perennial.core.organization.DefaultTaxBehavior;
import dev.perennial.core.organization.FeatureSettings;
import dev.perennial.core.organization.Organization;
import dev.perennial.core.organization.OrganizationSettings;
import dev.perennial.core.organization.OrganizationStatus;
import dev.perennial.core.organization.Organizations;
import dev.perennial.core.organization.Profile;
import dev.perennial.core.organization.SocialLink;
import dev.perennial.core.organization.Standing;
import dev.perennial.core.organization.SubscriptionSettings;
import dev.perennial.core.persistence.AsJson;
import dev.perennial.core.persistence.Row;
import dev.perennial.core.persistence.Sql;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Singleton
final class JdbcOrganizations implements Organizations {
    /** What never changes, then what {@link #changing} gives in its order. */
    private static final String FIXED = "id, created_at, fee_basis_points, fee_fixed, fee_subscription_basis_points, require_3ds";
    private static final String CHANGING = """
            modified_at, name, slug, invoice_prefix, status, status_changed_at, next_review_threshold, email, website, avatar_url, country, socials, \
            details, legal_entity, details_submitted_at, onboarding_resubmission_requested_at, onboarded_at, default_presentment_currency, \
            default_tax_behavior, feature_settings, subscription_settings, customer_email_settings, customer_portal_settings, \
            dispute_auto_accept_below_amount, embed_hosts, embed_hosts_enforced, sso_enforced, deleted_at""";
    private static final String UPDATE = "update organization set ("
            + CHANGING + ") = (" + Sql.marks(CHANGING.split(",").length) + ") where id = ?";
    static final String SELECT = "select " + FIXED + ", " + CHANGING + " from organization where ";

    private final Sql sql;

    JdbcOrganizations(Sql sql) { this.sql = sql; }

    @Override
    public Optional<Organization> find(UUID id) {
        return sql.find(SELECT + "id = ?", JdbcOrganizations::read, id);
    }

    @Override
    public Optional<Organization> findBySlug(String slug) {
        return sql.find(SELECT + "slug = ? and deleted_at is null", JdbcOrganizations::read, slug);
    }

    @Override
    public Organization lock(UUID id) {
        return sql.lock("organization", SELECT + "id = ?", JdbcOrganizations::read, id);
    }

    @Override
    public void insert(Organization it) {
        FeeRates fees = it.feeRates();
        List<@Nullable Object> values = new ArrayList<>(Arrays.asList(it.id(), it.createdAt(), fees.basisPoints(), fees.fixedMinorUnits(),
                fees.subscriptionBasisPoints(), it.requireThreeDSecure()));
        values.addAll(changing(it));
        sql.insert("organization", FIXED + ", " + CHANGING, values.toArray());
    }

    @Override
    public void update(Organization it) {
        List<@Nullable Object> values = changing(it);
        values.add(it.id());
        sql.updateOne(UPDATE, values.toArray());
    }

    @Override
    public void bury(Organization deleted, String formerSlug, Instant now) {
        sql.insert("organization_slug_history", "organization_id, slug, created_at", deleted.id(), formerSlug, now);
        update(deleted);
    }

    @Override
    public Set<DeletionBlock> deletionBlocks(UUID id) {
        return sql.one(
                """
                        select exists (select 1 from orders where organization_id = ? and status <> 'draft' and paid_at is not null and total_amount > 0) as sold,
                            exists (select 1 from subscription where organization_id = ? and ended_at is null and amount > 0) as sells
                        """,
                row -> {
                    Set<DeletionBlock> blocks = EnumSet.noneOf(DeletionBlock.class);
                    if (row.flag("sold")) {
                        blocks.add(DeletionBlock.HAS_ORDERS);
                    }
                    if (row.flag("sells")) {
                        blocks.add(DeletionBlock.HAS_ACTIVE_SUBSCRIPTIONS);
                    }
                    return blocks;
                }, id, id);
    }

    private static List<@Nullable Object> changing(Organization it) {
        Standing standing = it.standing();
        Profile profile = it.profile();
        OrganizationSettings settings = it.settings();
        return new ArrayList<@Nullable Object>(Arrays.<@Nullable Object>asList(it.modifiedAt(), it.name(), it.slug(), it.invoicePrefix(),
                standing.status().wire(), standing.since(),
                standing.nextReviewThreshold(), profile.email(), profile.website(), profile.avatarUrl(), profile.country(),
                new AsJson(profile.socials()), profile.details(), new AsJson(profile.legalEntity()), profile.detailsSubmittedAt(),
                profile.onboardingResubmissionRequestedAt(), profile.onboardedAt(), settings.defaultCurrency(),
                settings.defaultTaxBehavior().name().toLowerCase(Locale.ROOT), new AsJson(settings.features()), new AsJson(settings.subscription()),
                new AsJson(settings.emails()), new AsJson(settings.portal()), settings.autoAcceptDisputesBelow(), settings.embedHosts(),
                settings.embedHostsEnforced(), settings.ssoEnforced(), it.deletedAt()));
    }

    static Organization read(Row row) {
        return new Organization(row.uuid("id"), row.instant("created_at"), row.instantOrNull("modified_at"), row.text("name"), row.text("slug"),
                new Standing(OrganizationStatus.of(row.text("status")), row.instant("status_changed_at"), row.number("next_review_threshold")),
                profile(row), settings(row), row.text("invoice_prefix"), row.flag("require_3ds"),
                new FeeRates(row.number("fee_basis_points"), row.number("fee_fixed"), row.number("fee_subscription_basis_points")),
                row.instantOrNull("deleted_at"));
    }

    private static Profile profile(Row row) {
        return new Profile(row.textOrNull("avatar_url"), row.textOrNull("email"), row.textOrNull("website"), row.list("socials", SocialLink.class),
                row.textOrNull("country"), row.map("details"), row.mapOrNull("legal_entity"), row.instantOrNull("details_submitted_at"),
                row.instantOrNull("onboarding_resubmission_requested_at"), row.instantOrNull("onboarded_at"));
    }

    private static OrganizationSettings settings(Row row) {
        return new OrganizationSettings(row.currency("default_presentment_currency"),
                DefaultTaxBehavior.valueOf(row.text("default_tax_behavior").toUpperCase(Locale.ROOT)),
                json(row, "feature_settings", FeatureSettings.class),
                json(row, "subscription_settings", SubscriptionSettings.class), CustomerEmailSettings.of(row.map("customer_email_settings")),
                json(row, "customer_portal_settings", CustomerPortalSettings.class), row.integerOrNull("dispute_auto_accept_below_amount"),
                row.texts("embed_hosts"), row.flag("embed_hosts_enforced"), row.flag("sso_enforced"));
    }

    private static <T> T json(Row row, String column, Class<T> type) {
        return Objects.requireNonNull(row.json(column, type), column);
    }
}
