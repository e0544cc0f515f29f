package dev.perennial.core.webhook.persistence;

import dev.perennial.core.outbox.Fact;
import dev.perennial.core.outbox.Outbox;
import dev.perennial.core.persistence.Sql;
import dev.perennial.core.webhook.CustomerStateBursts;
import dev.perennial.core.webhook.CustomerStates;
import dev.perennial.core.webhook.WebhookEventType;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Singleton
final class JdbcCustomerStateBursts implements CustomerStateBursts {
    private final Sql sql;
    private final TransactionOperations<Connection> transactions;
    private final Outbox outbox;
    private final CustomerStates states;

    JdbcCustomerStateBursts(Sql sql, TransactionOperations<Connection> transactions, Outbox outbox, CustomerStates states) {
        this.sql = sql;
        this.transactions = transactions;
        this.outbox = outbox;
        this.states = states;
    }

    private record Burst(UUID customerId, UUID organizationId, Instant dueAt, @Nullable Instant frozenTime) {
        Fact fact(CustomerStates states) {
            return new Fact(WebhookEventType.CUSTOMER_STATE_CHANGED.wire(), organizationId, customerId, customerId, () -> states.of(customerId));
        }
    }

    @Override
    public int publish(Instant now, int limit) {
        return transactions.executeWrite(_ -> {
            List<Burst> due = sql.list("""
                    select d.customer_id, d.organization_id, d.due_at, clock.frozen_time
                    from customer_state_due d join customer c on c.id = d.customer_id left join test_clock clock on clock.id = c.test_clock_id
                    where d.due_at <= ? order by d.due_at, d.customer_id limit ?
                    """,
                    row -> new Burst(row.uuid("customer_id"), row.uuid("organization_id"), row.instant("due_at"), row.instantOrNull("frozen_time")),
                    now,
                    limit);
            // Facts of customers on the same clock, or on none, happen at the same billing time.
            due.stream().map(Burst::frozenTime).distinct().forEach(frozen -> outbox.append(
                    due.stream().filter(burst -> Objects.equals(burst.frozenTime(), frozen)).map(burst -> burst.fact(states)).toList(),
                    frozen == null ? now : frozen));
            // A change that came in between has moved the due time: its own event follows.
            sql.update("""
                    delete from customer_state_due d using unnest(?::uuid[], ?::timestamptz[]) as published (customer_id, due_at)
                    where d.customer_id = published.customer_id and d.due_at = published.due_at
                    """, due.stream().map(Burst::customerId).toList(), due.stream().map(burst -> burst.dueAt().toString()).toList());
            return due.size();
        });
    }

    @Override
    public Optional<Instant> nextDueAt() {
        return sql.one("select min(due_at) as due_at from customer_state_due", row -> Optional.ofNullable(row.instantOrNull("due_at")));
    }
}
