package dev.perennial.core.payment.persistence;

import dev.perennial.core.payment.PayerKey;
import dev.perennial.core.payment.PayerKeys;
import dev.perennial.core.persistence.Row;
import dev.perennial.core.persistence.Sql;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;

@Singleton
final class JdbcPayerKeys implements PayerKeys {
    private final Sql sql;

    JdbcPayerKeys(Sql sql) { this.sql = sql; }

    @Override
    public Optional<PayerKey> find(UUID customerId) {
        return sql.find("select customer_id, generation, since, asked_at, spent from payer_key where customer_id = ?", JdbcPayerKeys::read,
                customerId);
    }

    /** Of two that try at once, the one with the older key changes nothing. */
    @Override
    public void save(PayerKey it) {
        sql.update("""
                insert into payer_key (customer_id, generation, since, asked_at, spent) values (?, ?, ?, ?, ?)
                on conflict (customer_id) do update set generation = excluded.generation, since = excluded.since, asked_at = excluded.asked_at,
                    spent = excluded.spent
                where payer_key.generation <= excluded.generation
                """, it.customerId(), it.generation(), it.since(), it.askedAt(), it.spent());
    }

    private static PayerKey read(Row row) {
        return new PayerKey(row.uuid("customer_id"), row.integer("generation"), row.realInstant("since"), row.realInstant("asked_at"),
                row.flag("spent"));
    }
}
