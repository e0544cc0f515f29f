package dev.perennial.api.bootstrap;

import dev.perennial.core.identity.AccessTokens;
import dev.perennial.core.identity.Role;
import dev.perennial.core.identity.Scope;
import dev.perennial.core.identity.ScopeSet;
import dev.perennial.core.identity.Users;
import dev.perennial.core.organization.Organization;
import dev.perennial.core.organization.OrganizationStatus;
import dev.perennial.core.organization.Organizations;
import dev.perennial.core.settings.Settings;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.util.Arrays;
import java.util.UUID;

/** Makes an organization with its owner and a token for each. */
@Singleton
final class Founding {
    private static final ScopeSet GRANTABLE = ScopeSet.of(Arrays.stream(Scope.values()).filter(Scope::isGrantable).toArray(Scope[]::new));
    private static final String COMMENT = "Made with the organization";

    private final TransactionOperations<Connection> transactions;
    private final Organizations organizations;
    private final Users users;
    private final AccessTokens tokens;
    private final Settings settings;
    private final Clock clock;

    Founding(TransactionOperations<Connection> transactions, Organizations organizations, Users users, AccessTokens tokens, Settings settings,
            Clock clock) {
        this.transactions = transactions;
        this.organizations = organizations;
        this.users = users;
        this.tokens = tokens;
        this.settings = settings;
        this.clock = clock;
    }

    /** What the operator gets: the only time the tokens are seen in clear. */
    record Founded(UUID organizationId, String organizationSlug, String organizationToken, String userToken) {}

    /**
     * Makes all of it or nothing.
     *
     * @throws SlugTaken if there is an organization of that slug
     */
    Founded found(FirstOrganization first) {
        return transactions.executeWrite(_ -> {
            Owned owned = own(first);
            return new Founded(owned.organization().id(), owned.organization().slug(),
                    tokens.createForOrganization(owned.organization().id(), GRANTABLE, COMMENT, null).token().value(),
                    tokens.createForUser(owned.owner(), ScopeSet.ALL, COMMENT, null).token().value());
        });
    }

    /** An organization whose owner has only their inbox to sign in with. */
    record FoundedForOwner(UUID organizationId, String organizationSlug, String ownerEmail, String signInUrl) {}

    /**
     * Makes the organization and its owner, and no token.
     *
     * @throws SlugTaken if there is an organization of that slug
     */
    FoundedForOwner foundForOwner(FirstOrganization first) {
        Owned owned = transactions.executeWrite(_ -> own(first));
        return new FoundedForOwner(owned.organization().id(), owned.organization().slug(), first.ownerEmail(), settings.frontendUrl() + "/login");
    }

    private record Owned(Organization organization, UUID owner) {}

    private Owned own(FirstOrganization first) {
        if (organizations.findBySlug(first.slug()).isPresent()) {
            throw new SlugTaken(first.slug());
        }
        Organization organization = organization(first);
        organizations.insert(organization);
        UUID owner = users.register(first.ownerEmail());
        users.join(organization.id(), owner, Role.OWNER);
        return new Owned(organization, owner);
    }

    /** Where no real money moves there is nothing to review. */
    private Organization organization(FirstOrganization first) {
        OrganizationStatus status = settings.sandbox() ? OrganizationStatus.ACTIVE : OrganizationStatus.CREATED;
        return Organization.founded(UUID.randomUUID(), clock.instant(), first.name(), first.slug(), status);
    }

    /** The slug belongs to another organization. */
    static final class SlugTaken extends RuntimeException {
        SlugTaken(String slug) { super("There is an organization with the slug '" + slug + "' already; nothing was changed."); }
    }
}
