package dev.perennial.core.payment.persistence;

import dev.perennial.core.payment.Breaker;
import dev.perennial.core.payment.Breakers;
import dev.perennial.core.persistence.Row;
import dev.perennial.core.persistence.Sql;
import dev.perennial.core.time.RealInstant;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.UUID;

/** One row that is always there. */
@Singleton
final class JdbcBreakers implements Breakers {
    private static final String SELECT = "select refusals, last_refused, opened_at, probe_at from processor_breaker";

    private final Sql sql;
    private final TransactionOperations<Connection> transactions;

    JdbcBreakers(Sql sql, TransactionOperations<Connection> transactions) {
        this.sql = sql;
        this.transactions = transactions;
    }

    @Override
    public Breaker get() { return sql.one(SELECT, JdbcBreakers::read); }

    @Override
    public Breaker refused(UUID attempt, RealInstant realNow) {
        return transactions.executeWrite(_ -> store(locked().refused(attempt, realNow)));
    }

    @Override
    public boolean takesProbe(RealInstant realNow) {
        return transactions.executeWrite(_ -> {
            Breaker breaker = locked();
            if (!breaker.isOpen()) {
                return true; // Another probe has found the processor willing in the meantime.
            }
            boolean due = breaker.isProbeDue(realNow);
            if (due) {
                store(breaker.probing(realNow));
            }
            return due;
        });
    }

    @Override
    public void accepted() {
        transactions.executeWrite(_ -> store(Breaker.CLOSED));
    }

    private Breaker locked() { return sql.one(SELECT + " for no key update", JdbcBreakers::read); }

    private Breaker store(Breaker breaker) {
        sql.updateOne("update processor_breaker set refusals = ?, last_refused = ?, opened_at = ?, probe_at = ?", breaker.refusals(),
                breaker.lastRefused(), breaker.openedAt(), breaker.probeAt());
        return breaker;
    }

    static Breaker read(Row row) {
        return new Breaker(row.integer("refusals"), row.uuidOrNull("last_refused"), row.realInstantOrNull("opened_at"),
                row.realInstantOrNull("probe_at"));
    }
}
