package dev.perennial.core.checkout.persistence;

import dev.perennial.core.checkout.Checkout;
import dev.perennial.core.checkout.CheckoutSearch;
import dev.perennial.core.checkout.CheckoutStatus;
import dev.perennial.core.listing.Listing;
import dev.perennial.core.listing.PageRequest;
import dev.perennial.core.listing.Sort;
import dev.perennial.core.persistence.ListQuery;
import dev.perennial.core.persistence.Sql;
import jakarta.inject.Singleton;
import java.util.List;

@Singleton
final class JdbcCheckoutSearch implements CheckoutSearch {
    private final Sql sql;

    JdbcCheckoutSearch(Sql sql) { this.sql = sql; }

    @Override
    public Listing<Checkout> list(Filter filter, List<Sort<Key>> sorting, PageRequest page) {
        ListQuery query = ListQuery.within(filter.organizations()).any("product_id", filter.productIds()).any("customer_id", filter.customerIds())
                .any("status", filter.statuses().stream().map(CheckoutStatus::wire).toList()).contains(filter.query(), "customer_email");
        var externalIds = filter.externalCustomerIds();
        if (!externalIds.isEmpty()) {
            query.and("(external_customer_id = any(?) or customer_id in (select c.id from customer c where c.external_id = any(?)))", externalIds,
                    externalIds);
        }
        return query.page(sql, JdbcCheckouts.SELECT, "checkout", sorting, JdbcCheckoutSearch::column, page, JdbcCheckouts::read);
    }

    private static String column(Key key) {
        return switch (key) {
            case CREATED_AT -> "created_at";
            case EXPIRES_AT -> "expires_at";
            case STATUS -> "status";
        };
    }
}
