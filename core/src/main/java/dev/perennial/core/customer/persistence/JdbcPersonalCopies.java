package dev.perennial.core.customer.persistence;

import dev.perennial.core.customer.PersonalCopies;
import dev.perennial.core.persistence.Sql;
import jakarta.inject.Singleton;
import java.util.UUID;

@Singleton
final class JdbcPersonalCopies implements PersonalCopies {
    /** Webhooks about the customer, their members and what they have bought that can still be read: each is kept in order under one of these. */
    private static final String ABOUT = """
            payload is not null and ordering_key in (select ?::uuid union all select id from subscription where customer_id = ?
                union all select id from orders where customer_id = ? union all select id from checkout where customer_id = ?)""";

    private final Sql sql;

    JdbcPersonalCopies(Sql sql) { this.sql = sql; }

    @Override
    public boolean erase(UUID customer) {
        sql.requireTransaction();
        sql.update("""
                update checkout set customer_name = null, customer_email = null, customer_billing_name = null, customer_billing_address = null,
                    customer_ip_address = null
                where id in (select id from checkout where customer_id = ? order by id for no key update)""", customer);
        // Brand and last digits say which card it was to whoever has the card, and nothing to others.
        sql.update("""
                update payment set method_metadata = (select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(method_metadata)
                    where key in ('brand', 'last4'))
                where id in (select id from payment where customer_id = ? order by id for no key update)""", customer);
        sql.update(
                """
                        update payment_method set fingerprint = null where id in (select id from payment_method where customer_id = ? order by id for no key update)""",
                customer);
        sql.update("""
                update webhook_event set payload = null where id in (
                    select id from webhook_event where state in ('delivered', 'failed', 'skipped') and\s""" + ABOUT
                + " order by id for no key update)", customer, customer, customer, customer);
        return sql.one("select not exists (select 1 from webhook_event where state in ('queued', 'retrying') and " + ABOUT + ") as gone",
                row -> row.flag("gone"), customer, customer, customer, customer);
    }
}
