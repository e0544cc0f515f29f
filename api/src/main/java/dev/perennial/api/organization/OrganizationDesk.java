package dev.perennial.api.organization;

import dev.perennial.api.field.EmailDomains;
import dev.perennial.api.platform.error.ApiError;
import dev.perennial.api.platform.input.InvalidRequest;
import dev.perennial.api.platform.input.Loc;
import dev.perennial.api.platform.input.Problems;
import dev.perennial.api.platform.idempotency.RequestIds;
import dev.perennial.core.Patch;
import dev.perennial.core.catalog.Products;
import dev.perennial.core.identity.MerchantCaller;
import dev.perennial.core.identity.NotPermitted;
import dev.perennial.core.identity.OrganizationCaller;
import dev.perennial.core.identity.Permission;
import dev.perennial.core.identity.Role;
import dev.perennial.core.identity.TokenHash;
import dev.perennial.core.identity.UserCaller;
import dev.perennial.core.identity.Users;
import dev.perennial.core.organization.CannotCreateOrganization;
import dev.perennial.core.organization.DisputeAutoAcceptNotEnabled;
import dev.perennial.core.organization.FeatureSettings;
import dev.perennial.core.organization.Organization;
import dev.perennial.core.organization.OrganizationStatus;
import dev.perennial.core.organization.Organizations;
import dev.perennial.core.organization.Organizations.DeletionBlock;
import dev.perennial.core.organization.ProrationBehavior;
import dev.perennial.core.organization.SsoEnforcementRequiresConnection;
import dev.perennial.core.outbox.Fact;
import dev.perennial.core.outbox.Outbox;
import dev.perennial.core.persistence.SqlFailure.DuplicateKey;
import dev.perennial.core.settings.Settings;
import dev.perennial.core.wire.OrganizationView;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Creates, changes and deletes organizations, each in one transaction (spec 01 §13). */
@Singleton
class OrganizationDesk {
    private static final int HASH_LENGTH = 20;

    private final TransactionOperations<Connection> transactions;
    private final Organizations organizations;
    private final Users users;
    private final Products products;
    private final EmailDomains domains;
    private final Outbox outbox;
    private final Settings settings;
    private final Clock clock;

    OrganizationDesk(TransactionOperations<Connection> transactions, Organizations organizations, Users users, Products products,
            EmailDomains domains, Outbox outbox, Settings settings, Clock clock) {
        this.transactions = transactions;
        this.organizations = organizations;
        this.users = users;
        this.products = products;
        this.domains = domains;
        this.outbox = outbox;
        this.settings = settings;
        this.clock = clock;
    }

    /** No endpoint can be interested in a new organization, so nothing is announced. */
    OrganizationView create(OrganizationInput input, UserCaller caller) {
        if (caller.reach() == UserCaller.Reach.CHOSEN) {
            throw new CannotCreateOrganization();
        }
        Problems problems = new Problems();
        domains.check(Optional.ofNullable(input.profile().email()), "email", problems);
        problems.throwIfAny();
        // Where no real money moves there is nothing to review.
        OrganizationStatus status = settings.sandbox() ? OrganizationStatus.ACTIVE : OrganizationStatus.CREATED;
        Instant now = clock.instant();
        Organization plain = Organization.founded(RequestIds.next(), now, input.name(), input.slug(), status);
        Organization founded = new Organization(plain.id(), now, null, plain.name(), plain.slug(), plain.standing(), input.profile(),
                input.settings(),
                plain.invoicePrefix(), plain.requireThreeDSecure(), plain.feeRates(), null);
        try {
            return transactions.executeWrite(_ -> {
                organizations.insert(founded);
                users.join(founded.id(), caller.userId(), Role.OWNER);
                return OrganizationView.of(founded);
            });
        } catch (DuplicateKey _) {
            throw InvalidRequest.of("value_error", Loc.body("slug"), "An organization with this slug already exists.", input.slug());
        }
    }

    OrganizationView update(UUID id, OrganizationInput.Change change, MerchantCaller caller) {
        if (!caller.reaches(id)) {
            throw ApiError.notFound();
        }
        caller.demand(Permission.ORGANIZATION_MANAGE, id);
        Problems problems = new Problems();
        if (change.email() instanceof Patch.Replace<String>(String email)) {
            domains.check(Optional.of(email), "email", problems);
        }
        problems.throwIfAny();
        return transactions.executeWrite(_ -> {
            Organization current = organizations.lock(id);
            Instant now = clock.instant();
            check(change, current, caller);
            Organization changed = current.with(change.applied(current.profile(), now), change.applied(current.settings()),
                    change.name().orElse(current.name()), now);
            organizations.update(changed);
            return announced(changed, now);
        });
    }

    private void check(OrganizationInput.Change change, Organization current, MerchantCaller caller) {
        FeatureSettings features = current.settings().features();
        if (change.ssoEnforced().orElse(false)) {
            refuseToEnforceSso(current.id(), caller);
        }
        if (change.disputes() instanceof Patch.Replace<Integer> && !(features.disputesEnabled() && features.disputeAutoAcceptEnabled())) {
            throw new DisputeAutoAcceptNotEnabled();
        }
        Problems problems = new Problems();
        change.sent().features().ifPresent(chosen -> checkFeatures(chosen, features, problems));
        change.sent().subscription()
                .filter(chosen -> chosen.prorationBehavior() == ProrationBehavior.RESET && !features.resetProrationBehaviorEnabled())
                .ifPresent(_ -> problems.add("value_error", Loc.body("subscription_settings", "proration_behavior"),
                        "A new period at every change of plan is not available to this organization.", "reset"));
        change.currency().filter(currency -> !currency.equals(current.defaultCurrency()) && !products.areAllSoldIn(current.id(), currency))
                .ifPresent(currency -> problems.add("value_error", Loc.body("default_presentment_currency"),
                        "Every product that is not archived needs a price in this currency first.", currency.code()));
        problems.throwIfAny();
    }

    /** A sign-in of one's own can be enforced only by somebody who came through it, and no connection can be made in this version. */
    private static void refuseToEnforceSso(UUID id, MerchantCaller caller) {
        boolean narrowed = switch (caller) {
            case OrganizationCaller _ -> false;
            case UserCaller user -> user.impliedOrganization().filter(id::equals).isPresent();
        };
        if (!narrowed) {
            throw new NotPermitted("Only somebody who signed in through the organization's own connection can enforce it.");
        }
        throw new SsoEnforcementRequiresConnection();
    }

    private static void checkFeatures(FeatureSettings.Chosen chosen, FeatureSettings current, Problems problems) {
        FeatureSettings wanted = current.merged(chosen);
        if (current.seatBasedPricingEnabled() && !wanted.seatBasedPricingEnabled()) {
            problems.add("value_error", Loc.body("feature_settings", "seat_based_pricing_enabled"), "Seats can't be switched off.", false);
        } else if (wanted.seatBasedPricingEnabled() && !wanted.memberModelEnabled()) {
            problems.add("value_error", Loc.body("feature_settings", "seat_based_pricing_enabled"), "Seats need the member model.", true);
        }
    }

    /** What became of the wish to delete an organization. */
    record Deletion(boolean deleted, boolean requiresSupport, Set<DeletionBlock> blockedReasons) {}

    Deletion delete(UUID id, UserCaller caller) {
        if (!caller.reaches(id)) {
            throw ApiError.notFound();
        }
        caller.demand(Permission.ORGANIZATION_MANAGE, id);
        return transactions.executeWrite(_ -> {
            Organization current = organizations.lock(id);
            Set<DeletionBlock> blocks = organizations.deletionBlocks(id);
            if (!blocks.isEmpty()) {
                return new Deletion(false, true, blocks);
            }
            Instant now = clock.instant();
            String hash = TokenHash.of(current.name() + id, settings.secret()).hex().substring(0, HASH_LENGTH);
            organizations.bury(current.deleted(hash, now), current.slug(), now);
            return new Deletion(true, false, Set.of());
        });
    }

    private OrganizationView announced(Organization changed, Instant now) {
        OrganizationView view = OrganizationView.of(changed);
        outbox.append(List.of(new Fact("organization.updated", changed.id(), changed.id(), changed.id(), () -> view)), now);
        return view;
    }

    /**
     * Gives an organization another status, and tells its endpoints.
     *
     * @throws dev.perennial.core.organization.InvalidStatusTransition if it can't get there from where it stands
     */
    void move(UUID id, OrganizationStatus next) {
        transactions.executeWrite(_ -> {
            Instant now = clock.instant();
            Organization moved = organizations.lock(id).movedTo(next, now);
            organizations.update(moved);
            return announced(moved, now);
        });
    }
}
