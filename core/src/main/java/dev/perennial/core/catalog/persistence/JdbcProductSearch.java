package dev.perennial.core.catalog.persistence;

import dev.perennial.core.catalog.Product;
import dev.perennial.core.catalog.ProductSearch;
import dev.perennial.core.catalog.Visibility;
import dev.perennial.core.listing.Listing;
import dev.perennial.core.listing.PageRequest;
import dev.perennial.core.listing.Sort;
import dev.perennial.core.persistence.ListQuery;
import dev.perennial.core.persistence.Sql;
import jakarta.inject.Singleton;
import java.util.List;

@Singleton
final class JdbcProductSearch implements ProductSearch {
    private final Sql sql;
    private final JdbcProducts products;

    JdbcProductSearch(Sql sql, JdbcProducts products) {
        this.sql = sql;
        this.products = products;
    }

    @Override
    public Listing<Product> list(Filter filter, List<Sort<Key>> sorting, PageRequest page) {
        return ListQuery.within(filter.organizations()).any("id", filter.ids()).contains(filter.query(), "name")
                .choose(filter.archived(), "is_archived", "not is_archived")
                .choose(filter.recurring(), "recurring_interval is not null", "recurring_interval is null")
                .any("visibility", filter.visibilities().stream().map(Visibility::wire).toList()).metadata(filter.metadata())
                .page(sql, JdbcProducts.SELECT, "product", sorting, JdbcProductSearch::column, page, products::read);
    }

    private static String column(Key key) {
        return switch (key) {
            case CREATED_AT -> "created_at";
            case NAME -> "lower(name)";
            case PRICE_AMOUNT_TYPE -> "(1 = 1)"; // Every price is a fixed one.
            case PRICE_AMOUNT -> """
                    (select p.price_amount from product_price p where p.product_id = product.id and p.source = 'catalog' and not p.is_archived
                     order by p.created_at, p.id limit 1)""";
        };
    }
}
