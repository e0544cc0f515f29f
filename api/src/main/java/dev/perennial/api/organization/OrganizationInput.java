package dev.perennial.api.organization;

import static dev.perennial.api.platform.input.Values.bool;
import static dev.perennial.api.platform.input.Values.emailAddress;
import static dev.perennial.api.platform.input.Values.listOf;
import static dev.perennial.api.platform.input.Values.oneOf;
import static dev.perennial.api.platform.input.Values.text;

import dev.perennial.api.field.Types;
import dev.perennial.api.platform.input.Fields;
import dev.perennial.api.platform.input.Value;
import dev.perennial.core.Patch;
import dev.perennial.core.money.Currency;
import dev.perennial.core.organization.CustomerEmailSettings;
import dev.perennial.core.organization.CustomerPortalSettings;
import dev.perennial.core.organization.DefaultTaxBehavior;
import dev.perennial.core.organization.EmbedHost;
import dev.perennial.core.organization.FeatureSettings;
import dev.perennial.core.organization.OrganizationSettings;
import dev.perennial.core.organization.Profile;
import dev.perennial.core.organization.SocialLink;
import dev.perennial.core.organization.SubscriptionSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An organization to be created. */
record OrganizationInput(String name, String slug, Profile profile, OrganizationSettings settings) {

    static Supplier<OrganizationInput> read(Fields in) {
        var name = in.required("name", Names.NAME);
        var slug = in.required("slug", Names.SLUG);
        var avatar = in.optional("avatar_url", Types.WEB_ADDRESS).filter(ProfileInput::isOwnPicture);
        var legalEntity = in.optional("legal_entity", ProfileInput.LEGAL_ENTITY);
        var email = in.optional("email", emailAddress());
        var website = in.optional("website", Types.WEB_ADDRESS);
        var socials = in.optional("socials", ProfileInput.SOCIALS);
        var details = in.optional("details", ProfileInput.DETAILS);
        var country = in.optional("country", ProfileInput.COUNTRY);
        var sent = Sent.read(in);
        Currency currency = in.orElse("default_presentment_currency", Types.CURRENCY, Currency.USD);
        var taxBehavior = in.orElse("default_tax_behavior", oneOf(DefaultTaxBehavior.class), DefaultTaxBehavior.LOCATION);
        return () -> new OrganizationInput(name.get(), slug.get(), Profile.of(avatar.orElse(null), email.orElse(null), website.orElse(null),
                socials.orElse(List.of()), country.orElse(null), details.orElse(Map.of()), legalEntity.orElse(null)),
                sent.get().applied(OrganizationSettings.DEFAULTS, currency, taxBehavior));
    }

    /** The settings that both a creation and a change may send; one that was not sent, or as null, stays. */
    record Sent(Optional<FeatureSettings.Chosen> features, Optional<SubscriptionSettings> subscription, Optional<CustomerEmailSettings> emails,
            Optional<CustomerPortalSettings> portal) {
        static Supplier<Sent> read(Fields in) {
            var features = in.optional("feature_settings", SettingsInput.FEATURES);
            var subscription = in.optional("subscription_settings", SettingsInput.SUBSCRIPTION);
            var emails = in.optional("customer_email_settings", SettingsInput.EMAILS);
            var portal = in.optional("customer_portal_settings", SettingsInput.PORTAL);
            return () -> new Sent(features, subscription, emails, portal);
        }

        /** A new organization has the member model and seats, whatever was asked for. */
        private OrganizationSettings applied(OrganizationSettings current, Currency currency, DefaultTaxBehavior taxBehavior) {
            FeatureSettings chosen = features.map(current.features()::merged).orElse(current.features())
                    .merged(new FeatureSettings.Chosen(true, true, null, false, null));
            return new OrganizationSettings(currency, taxBehavior, chosen, subscription.orElse(current.subscription()),
                    emails.orElse(current.emails()),
                    portal.orElse(current.portal()), null, List.of(), false, false);
        }
    }

    /**
     * What is to be changed about an organization.
     *
     * @param disputes the amount below which disputes are accepted
     */
    record Change(Optional<String> name, Patch<String> avatar, Patch<String> email, Patch<String> website, Optional<List<SocialLink>> socials,
            Optional<Map<String, Object>> details, Patch<String> country, Sent sent, Patch<Integer> disputes, Optional<List<String>> embedHosts,
            Optional<Currency> currency, Optional<DefaultTaxBehavior> taxBehavior, Optional<Boolean> ssoEnforced) {
        private static final Value<List<String>> EMBED_HOSTS = listOf(text().map(EmbedHost::of));

        static Supplier<Change> read(Fields in) {
            var name = in.optional("name", Names.NAME);
            Patch<String> avatar = in.patch("avatar_url", Types.WEB_ADDRESS);
            var email = in.patch("email", emailAddress());
            var website = in.patch("website", Types.WEB_ADDRESS);
            var socials = in.optional("socials", ProfileInput.SOCIALS);
            var details = in.optional("details", ProfileInput.DETAILS);
            var country = in.patch("country", ProfileInput.COUNTRY);
            var sent = Sent.read(in);
            Patch<Integer> disputes = in.optional("dispute_settings", SettingsInput.DISPUTES).orElse(Patch.keep());
            var hosts = in.optional("embed_hosts", EMBED_HOSTS);
            var currency = in.optional("default_presentment_currency", Types.CURRENCY);
            var taxBehavior = in.optional("default_tax_behavior", oneOf(DefaultTaxBehavior.class));
            var sso = in.optional("sso_enforced", bool());
            return () -> new Change(name, avatar, email, website, socials, details, country, sent.get(), disputes, hosts.map(Change::distinct),
                    currency, taxBehavior, sso);
        }

        Profile applied(Profile profile, java.time.Instant now) {
            return new Profile(ownPicture(profile.avatarUrl()), email.appliedTo(profile.email()), website.appliedTo(profile.website()),
                    socials.orElse(profile.socials()), country.appliedTo(profile.country()), details.orElse(profile.details()), profile.legalEntity(),
                    profile.detailsSubmittedAt(), profile.onboardingResubmissionRequestedAt(),
                    profile.onboardedAt() == null ? now : profile.onboardedAt());
        }

        OrganizationSettings applied(OrganizationSettings current) {
            return new OrganizationSettings(currency.orElse(current.defaultCurrency()), taxBehavior.orElse(current.defaultTaxBehavior()),
                    sent.features().map(current.features()::merged).orElse(current.features()), sent.subscription().orElse(current.subscription()),
                    sent.emails().orElse(current.emails()), sent.portal().orElse(current.portal()),
                    disputes.appliedTo(current.autoAcceptDisputesBelow()), embedHosts.orElse(current.embedHosts()), current.embedHostsEnforced(),
                    ssoEnforced.orElse(current.ssoEnforced()));
        }

        private @Nullable String ownPicture(@Nullable String current) {
            String chosen = avatar.appliedTo(current);
            return chosen == null || ProfileInput.isOwnPicture(chosen) ? chosen : null;
        }

        private static List<String> distinct(List<String> hosts) { return hosts.stream().distinct().toList(); }
    }
}
