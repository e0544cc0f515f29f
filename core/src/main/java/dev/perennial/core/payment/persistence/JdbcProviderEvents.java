package dev.perennial.core.payment.persistence;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import dev.perennial.core.payment.PaymentAttempt;
import dev.perennial.core.payment.PaymentAttempts;
import dev.perennial.core.payment.ProviderEvent;
import dev.perennial.core.payment.ProviderEvents;
import dev.perennial.core.persistence.Row;
import dev.perennial.core.persistence.Sql;
import dev.perennial.core.time.RealInstant;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Singleton
final class JdbcProviderEvents implements ProviderEvents {
    private final Sql sql;
    private final PaymentAttempts attempts;

    JdbcProviderEvents(Sql sql, PaymentAttempts attempts) {
        this.sql = sql;
        this.attempts = attempts;
    }

    @Override
    public boolean store(ProviderEvent event, String payload, @Nullable RealInstant nextTryAt) {
        return sql.update("""
                insert into provider_event (id, provider, type, object_id, attempt_id, received_at, payload, handled_at, next_try_at)
                values (?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?) on conflict (id) do nothing""", event.id(), event.provider(), event.type(),
                event.objectId(), event.attemptId(), event.receivedAt(), payload, nextTryAt == null ? event.receivedAt() : null, nextTryAt) == 1;
    }

    @Override
    public void handled(Collection<String> ids, RealInstant now) {
        if (!ids.isEmpty()) {
            sql.update("""
                    update provider_event set handled_at = ?, next_try_at = null where id in (
                        select id from provider_event where id = any(?) and handled_at is null order by id for no key update)
                    """, now, ids);
        }
    }

    @Override
    public List<ProviderEvent> take(RealInstant now, int limit) {
        return sql.list("""
                update provider_event e set attempts = e.attempts + 1,
                    next_try_at = ?::timestamptz + least(interval '15 seconds' * power(2, least(e.attempts, 20)), interval '1 hour')
                from (select id from provider_event where handled_at is null and next_try_at <= ? order by next_try_at, id limit ?
                    for no key update skip locked) due
                where e.id = due.id returning e.id, provider, type, object_id, attempt_id, received_at""", JdbcProviderEvents::read, now, now, limit);
    }

    @Override
    public Map<UUID, PaymentAttempt> attemptsOf(Collection<ProviderEvent> events) {
        return attempts.findAll(events.stream().map(ProviderEvent::attemptId).filter(Objects::nonNull).collect(toSet()));
    }

    @Override
    public Map<UUID, UUID> unsettledOrdersOf(Collection<UUID> attemptIds) {
        if (attemptIds.isEmpty()) {
            return Map.of();
        }
        record Unsettled(UUID attempt, UUID order) {}
        return sql.list("""
                select a.id as attempt, o.id from payment_attempt a join orders o on o.id = a.order_id or o.checkout_id = a.checkout_id
                where a.id = any(?) and a.state = 'succeeded' and o.settled_at is null and o.status in ('paid', 'partially_refunded', 'refunded')""",
                row -> new Unsettled(row.uuid("attempt"), row.uuid("id")), attemptIds).stream()
                .collect(toMap(Unsettled::attempt, Unsettled::order));
    }

    private static ProviderEvent read(Row row) {
        return new ProviderEvent(row.text("id"), row.text("provider"), row.text("type"), row.text("object_id"), row.uuidOrNull("attempt_id"),
                row.realInstant("received_at"));
    }
}
