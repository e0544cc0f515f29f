package dev.perennial.core.oauth;

import dev.perennial.core.identity.Scope;
import dev.perennial.core.identity.ScopeSet;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;

/**
 * What a person has allowed an application.
 *
 * @param organizations those the application may work with; empty means all of the person's, those to come included
 */
public record Consent(ScopeSet scopes, Set<UUID> organizations) {
    public Consent { organizations = Set.copyOf(organizations); }

    /** Whether nothing needs to be asked for these scopes; an application that wants one organization must have been given just one. */
    public boolean covers(ScopeSet wanted, boolean singleOrganization) {
        return scopes.containsAll(wanted) && (!singleOrganization || organizations.size() == 1);
    }

    /** This consent after another one: the scopes add up, of the organizations the later choice counts. */
    public Consent then(Consent later) {
        var all = EnumSet.noneOf(Scope.class);
        all.addAll(scopes.scopes());
        all.addAll(later.scopes.scopes());
        return new Consent(new ScopeSet(all), later.organizations);
    }
}
