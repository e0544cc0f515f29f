package dev.perennial.core.organization;

import dev.perennial.core.ledger.FeeRates;
import dev.perennial.core.money.Currency;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A merchant selling through this installation.
 *
 * @param deletedAt since when it is gone; its rows stay for the books of others
 */
public record Organization(UUID id, Instant createdAt, @Nullable Instant modifiedAt, String name, String slug, Standing standing, Profile profile,
        OrganizationSettings settings, String invoicePrefix, boolean requireThreeDSecure, FeeRates feeRates, @Nullable Instant deletedAt) {

    /** A new merchant with the defaults of spec 01 §13.2. */
    public static Organization founded(UUID id, Instant now, String name, String slug, OrganizationStatus status) {
        return new Organization(id, now, null, name, slug, Standing.fresh(status, now), Profile.EMPTY, OrganizationSettings.DEFAULTS,
                slug.toUpperCase(Locale.ROOT), true, FeeRates.STARTER, null);
    }

    public OrganizationStatus status() { return standing.status(); }

    public Currency defaultCurrency() { return settings.defaultCurrency(); }

    public ProrationBehavior prorationBehavior() { return settings.subscription().prorationBehavior(); }

    /** Whether customers may change their plan themselves. */
    public boolean allowCustomerUpdates() {
        return settings.portal().subscription().updatePlan();
    }

    public boolean allowMultipleSubscriptions() { return settings.subscription().allowMultipleSubscriptions(); }

    public Organization with(Profile newProfile, OrganizationSettings newSettings, String newName, Instant now) {
        return new Organization(id, createdAt, now, newName, slug, standing, newProfile, newSettings, invoicePrefix, requireThreeDSecure, feeRates,
                deletedAt);
    }

    public Organization with(OrganizationSettings newSettings) {
        return new Organization(id, createdAt, modifiedAt, name, slug, standing, profile, newSettings, invoicePrefix, requireThreeDSecure, feeRates,
                deletedAt);
    }

    public Organization with(FeeRates newRates, boolean newRequireThreeDSecure) {
        return new Organization(id, createdAt, modifiedAt, name, slug, standing, profile, settings, invoicePrefix, newRequireThreeDSecure, newRates,
                deletedAt);
    }

    /** @throws InvalidStatusTransition if it can't get there from where it stands */
    public Organization movedTo(OrganizationStatus next, Instant now) {
        return new Organization(id, createdAt, now, name, slug, standing.movedTo(next, now), profile, settings, invoicePrefix, requireThreeDSecure,
                feeRates, deletedAt);
    }

    /**
     * What is left of a deleted organization: nothing that names somebody, under a slug nobody can ask for (spec 01 §13.5).
     *
     * @param hash stands for the name, the prefix of invoices and the addresses
     */
    public Organization deleted(String hash, Instant now) {
        Profile blank = new Profile(null, profile.email() == null ? null : hash + "@deleted.invalid", profile.website() == null ? null : hash,
                Profile.EMPTY.socials(), profile.country(), Profile.EMPTY.details(), null, profile.detailsSubmittedAt(),
                profile.onboardingResubmissionRequestedAt(), profile.onboardedAt());
        return new Organization(id, createdAt, now, hash, "deleted_" + id, standing, blank, settings, hash.toUpperCase(Locale.ROOT),
                requireThreeDSecure, feeRates, now);
    }
}
