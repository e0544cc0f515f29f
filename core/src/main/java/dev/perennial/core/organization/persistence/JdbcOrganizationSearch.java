package dev.perennial.core.organization.persistence;

import dev.perennial.core.listing.Listing;
import dev.perennial.core.listing.PageRequest;
import dev.perennial.core.listing.Sort;
import dev.perennial.core.organization.Organization;
import dev.perennial.core.organization.OrganizationSearch;
import dev.perennial.core.persistence.ListQuery;
import dev.perennial.core.persistence.Sql;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

@Singleton
final class JdbcOrganizationSearch implements OrganizationSearch {
    private final Sql sql;

    JdbcOrganizationSearch(Sql sql) { this.sql = sql; }

    @Override
    public Listing<Organization> list(Set<UUID> reachable, Optional<String> slug, List<Sort<Key>> sorting, PageRequest page) {
        // The organization is the row itself, so what is reachable is asked of its own id.
        return ListQuery.where("deleted_at is null").and("id = any(?::uuid[])", reachable).when(slug, "slug = ?").page(sql, JdbcOrganizations.SELECT,
                "organization", sorting, JdbcOrganizationSearch::column, page, JdbcOrganizations::read);
    }

    private static String column(Key key) {
        return switch (key) {
            case CREATED_AT -> "created_at";
            case SLUG -> "slug";
            case NAME -> "lower(name)";
            case NEXT_REVIEW_THRESHOLD -> "next_review_threshold";
            case DAYS_IN_STATUS -> "now() - status_changed_at";
        };
    }
}
