package dev.perennial.core.subscription.persistence;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import dev.perennial.core.listing.Listing;
import dev.perennial.core.listing.PageRequest;
import dev.perennial.core.listing.Sort;
import dev.perennial.core.persistence.ListQuery;
import dev.perennial.core.persistence.Sql;
import dev.perennial.core.subscription.Subscription;
import dev.perennial.core.subscription.SubscriptionSearch;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

@Singleton
final class JdbcSubscriptionSearch implements SubscriptionSearch {
    private final Sql sql;

    JdbcSubscriptionSearch(Sql sql) { this.sql = sql; }

    @Override
    public Listing<Subscription> list(Filter filter, List<Sort<Key>> sorting, PageRequest page) {
        return ListQuery.within(filter.organizations()).any("product_id", filter.productIds())
                .contains(filter.productQuery(), "(select p.name from product p where p.id = subscription.product_id)")
                .any("customer_id", filter.customerIds())
                .any("(select c.external_id from customer c where c.id = subscription.customer_id)", filter.externalCustomerIds())
                .choose(filter.active(), "status in ('trialing', 'active', 'past_due')", "status in ('canceled', 'unpaid')")
                .any("status", filter.statuses()).choose(filter.cancelAtPeriodEnd(), "cancel_at_period_end", "not cancel_at_period_end")
                .any("customer_cancellation_reason", filter.cancellationReasons()).when(filter.canceledAfter(), "canceled_at >= ?")
                .when(filter.canceledBefore(), "canceled_at <= ?").when(filter.startedAfter(), "started_at > ?")
                .when(filter.startedBefore(), "started_at < ?").metadata(filter.metadata())
                .page(sql, JdbcSubscriptions.SELECT, "subscription", sorting, JdbcSubscriptionSearch::column, page, JdbcSubscriptions::read);
    }

    @Override
    public Map<UUID, Subscription> findAll(Collection<UUID> ids) {
        return ids.isEmpty()
                ? Map.of()
                : sql.list(JdbcSubscriptions.SELECT + "id = any(?)", JdbcSubscriptions::read, ids).stream()
                        .collect(toMap(Subscription::id, identity()));
    }

    @Override
    public List<Subscription> activeOf(UUID customerId) {
        return sql.list(JdbcSubscriptions.SELECT + "customer_id = ? and status in ('active', 'trialing') order by created_at, id",
                JdbcSubscriptions::read, customerId);
    }

    private static String column(Key key) {
        return switch (key) {
            case CUSTOMER -> "(select lower(c.email) from customer c where c.id = subscription.customer_id)";
            case STATUS -> """
                    (case status when 'incomplete' then 1 when 'incomplete_expired' then 2 when 'trialing' then 3
                        when 'active' then case when cancel_at_period_end then 5 else 4 end
                        when 'paused' then 6 when 'past_due' then 7 when 'canceled' then 8 else 9 end)""";
            case STARTED_AT -> "started_at";
            case CURRENT_PERIOD_END -> "current_period_end";
            case ENDED_AT -> "ended_at";
            case ENDS_AT -> "ends_at";
            case AMOUNT -> """
                    (case recurring_interval when 'year' then amount / 12.0 when 'week' then amount * 4.0 when 'day' then amount * 30.0
                        else amount end)""";
            case PRODUCT -> "(select lower(p.name) from product p where p.id = subscription.product_id)";
            case DISCOUNT -> "(1 = 1)"; // None has a discount.
        };
    }
}
