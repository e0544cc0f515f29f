package dev.perennial.core.payment.persistence;

import static java.util.Objects.requireNonNull;
import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import dev.perennial.core.payment.PaymentAttempt;
import dev.perennial.core.payment.PaymentAttemptSearch;
import dev.perennial.core.persistence.Sql;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

@Singleton
final class JdbcPaymentAttemptSearch implements PaymentAttemptSearch {
    private final Sql sql;

    JdbcPaymentAttemptSearch(Sql sql) { this.sql = sql; }

    /** Tries made at the same instant of a test clock are told apart by real time. */
    @Override
    public Map<UUID, PaymentAttempt> latestOfCheckouts(Collection<UUID> checkoutIds) {
        return checkoutIds.isEmpty()
                ? Map.of()
                : sql.list(JdbcPaymentAttempts.SELECT + """
                        id in (select distinct on (a.checkout_id) a.id from payment_attempt a where a.checkout_id = any(?)
                            order by a.checkout_id, a.created_at desc, a.started_at desc)""", JdbcPaymentAttempts::read, checkoutIds).stream()
                        .collect(toMap(attempt -> requireNonNull(attempt.checkoutId()), identity()));
    }

    @Override
    public Optional<PaymentAttempt> latestOfOrder(UUID orderId) {
        return sql.find(JdbcPaymentAttempts.SELECT + "order_id = ? order by created_at desc, started_at desc limit 1", JdbcPaymentAttempts::read,
                orderId);
    }

    @Override
    public List<Instant> timesOfCheckout(UUID checkoutId) {
        return sql.list("select created_at from payment_attempt where checkout_id = ?", row -> row.instant("created_at"), checkoutId);
    }
}
