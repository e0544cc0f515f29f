package dev.perennial.core.customer.persistence;

import dev.perennial.core.customer.Customer;
import dev.perennial.core.customer.CustomerSearch;
import dev.perennial.core.listing.Listing;
import dev.perennial.core.listing.PageRequest;
import dev.perennial.core.listing.Sort;
import dev.perennial.core.persistence.ListQuery;
import dev.perennial.core.persistence.Sql;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

@Singleton
final class JdbcCustomerSearch implements CustomerSearch {
    private static final String BILLABLE = """
            exists (select 1 from subscription s where s.customer_id = customer.id and s.status in ('trialing', 'active', 'past_due'))""";

    private final Sql sql;

    JdbcCustomerSearch(Sql sql) { this.sql = sql; }

    @Override
    public Listing<Customer> list(Filter filter, List<Sort<Key>> sorting, PageRequest page) {
        ListQuery query = ListQuery.within(filter.organizations()).and("deleted_at is null").when(filter.email(), "lower(email) = lower(?)")
                .choose(filter.active(), BILLABLE, "not " + BILLABLE).metadata(filter.metadata());
        filter.query().ifPresent(part -> query.and("""
                (strpos(lower(email), lower(?)) > 0 or strpos(lower(name), lower(?)) > 0 or strpos(lower(billing_name), lower(?)) > 0
                 or starts_with(external_id, ?))""", part, part, part, part));
        return query.page(sql, JdbcCustomers.SELECT, "customer", sorting, JdbcCustomerSearch::column, page, JdbcCustomers::read);
    }

    @Override
    public List<Customer> after(Set<UUID> organizations, Optional<Customer> previous, int limit) {
        if (organizations.isEmpty()) {
            return List.of();
        }
        String live = JdbcCustomers.SELECT + "organization_id = any(?) and deleted_at is null";
        String order = " order by created_at, id limit ?";
        return previous.isEmpty()
                ? sql.list(live + order, JdbcCustomers::read, organizations, limit)
                : sql.list(live + " and (created_at, id) > (?, ?)" + order, JdbcCustomers::read, organizations, previous.get().createdAt(),
                        previous.get().id(), limit);
    }

    @Override
    public List<Customer> findByExternalId(Set<UUID> organizations, String externalId) {
        return organizations.isEmpty()
                ? List.of()
                : sql.list(JdbcCustomers.SELECT + "organization_id = any(?) and external_id = ? and deleted_at is null", JdbcCustomers::read,
                        organizations, externalId);
    }

    @Override
    public boolean hasPurchases(UUID customerId) {
        return sql.one("""
                select exists (select 1 from orders where customer_id = ?) or exists (select 1 from subscription where customer_id = ?) as bought""",
                row -> row.flag("bought"), customerId, customerId);
    }

    private static String column(Key key) {
        return switch (key) {
            case CREATED_AT -> "created_at";
            case EMAIL -> "lower(email)";
            case NAME -> "lower(name)";
        };
    }
}
