package dev.perennial.core.order.persistence;

import dev.perennial.core.listing.Listing;
import dev.perennial.core.listing.PageRequest;
import dev.perennial.core.listing.Sort;
import dev.perennial.core.order.Order;
import dev.perennial.core.order.OrderSearch;
import dev.perennial.core.order.OrderStatus;
import dev.perennial.core.persistence.ListQuery;
import dev.perennial.core.persistence.Sql;
import jakarta.inject.Singleton;
import java.util.List;

@Singleton
final class JdbcOrderSearch implements OrderSearch {
    private final Sql sql;

    JdbcOrderSearch(Sql sql) { this.sql = sql; }

    @Override
    public Listing<Order> list(Filter filter, List<Sort<Key>> sorting, PageRequest page) {
        return ListQuery.within(filter.organizations()).any("product_id", filter.productIds())
                .choose(filter.recurring(), "product_id in (select p.id from product p where p.recurring_interval is not null)",
                        "product_id in (select p.id from product p where p.recurring_interval is null)")
                .contains(filter.productQuery(), "(select p.name from product p where p.id = orders.product_id)")
                .any("customer_id", filter.customerIds())
                .any("(select c.external_id from customer c where c.id = orders.customer_id)", filter.externalCustomerIds())
                .any("checkout_id", filter.checkoutIds()).any("subscription_id", filter.subscriptionIds())
                .any("status", filter.statuses().stream().map(OrderStatus::wire).toList()).when(filter.createdAfter(), "created_at > ?")
                .when(filter.createdBefore(), "created_at < ?").metadata(filter.metadata())
                .page(sql, JdbcOrders.SELECT, "orders", sorting, JdbcOrderSearch::column, page, JdbcOrders::read);
    }

    private static String column(Key key) {
        return switch (key) {
            case CREATED_AT -> "created_at";
            case STATUS -> "array_position(array['draft', 'pending', 'paid', 'partially_refunded', 'refunded', 'void'], status)";
            case INVOICE_NUMBER -> "invoice_number";
            case AMOUNT, NET_AMOUNT -> "net_amount";
            case CUSTOMER -> "(select lower(c.email) from customer c where c.id = orders.customer_id)";
            case PRODUCT -> "(select lower(p.name) from product p where p.id = orders.product_id)";
            case DISCOUNT -> "discount_amount";
            case SUBSCRIPTION -> "subscription_id";
        };
    }
}
