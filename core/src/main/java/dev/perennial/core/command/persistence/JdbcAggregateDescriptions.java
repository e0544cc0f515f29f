package dev.perennial.core.command.persistence;

import dev.perennial.core.command.AggregateDescription;
import dev.perennial.core.command.AggregateDescriptions;
import dev.perennial.core.money.Currency;
import dev.perennial.core.persistence.Row;
import dev.perennial.core.persistence.Sql;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.UUID;

@Singleton
final class JdbcAggregateDescriptions implements AggregateDescriptions {
    private static final Map<String, String> BY_AGGREGATE = Map.of("checkout", """
            select c.organization_id, c.customer_id, c.status as state, p.name as subject, c.amount, c.currency, '' as detail
            from checkout c join product p on p.id = c.product_id where c.id = ?""", "subscription", """
            select s.organization_id, s.customer_id, s.status as state, p.name as subject, s.amount, s.currency,
                ' every ' || s.recurring_interval_count || ' ' || s.recurring_interval as detail
            from subscription s join product p on p.id = s.product_id where s.id = ?""", "order", """
            select organization_id, customer_id, status as state, invoice_number as subject, due_amount as amount, currency, '' as detail
            from orders where id = ?""", "test-clock",
            """
                    select organization_id, null::uuid as customer_id, status as state, name as subject, null::bigint as amount, null as currency, '' as detail
                    from test_clock where id = ?""",
            "webhook-endpoint",
            """
                    select organization_id, null::uuid as customer_id, case when enabled then 'enabled' else 'disabled' end as state, id::text as subject,
                        null::bigint as amount, null as currency, '' as detail
                    from webhook_endpoint where id = ?""",
            "customer",
            """
                    select organization_id, id as customer_id, case when deleted_at is null then 'live' else 'deleted' end as state, short_id as subject,
                        null::bigint as amount, null as currency, '' as detail
                    from customer where id = ?""",
            "card-setup",
            """
                    select organization_id, customer_id, 'accepted' as state, 'a card for later' as subject, null::bigint as amount, null as currency, '' as detail
                    from (select organization_id, (body ->> 'customer_id')::uuid as customer_id from command where aggregate_id = ? order by created_at limit 1) c""");

    private final Sql sql;

    JdbcAggregateDescriptions(Sql sql) { this.sql = sql; }

    @Override
    public AggregateDescription describe(String aggregate, UUID id) {
        String query = BY_AGGREGATE.get(aggregate);
        if (query == null) {
            throw new IllegalArgumentException("no aggregate is called " + aggregate);
        }
        return sql.find(query, JdbcAggregateDescriptions::read, id)
                .orElseThrow(() -> new IllegalStateException("no row for " + aggregate + "/" + id));
    }

    private static AggregateDescription read(Row row) {
        String code = row.textOrNull("currency");
        String price = code == null ? "" : ", " + Currency.of(code).format(row.number("amount"));
        return new AggregateDescription(row.uuid("organization_id"), row.uuidOrNull("customer_id"), row.text("state"),
                row.text("subject") + price + row.text("detail"));
    }
}
