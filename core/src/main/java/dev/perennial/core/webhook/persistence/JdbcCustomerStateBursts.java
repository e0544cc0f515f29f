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

    private record Burst(UUID organizationId, Instant dueAt, @Nullable Instant frozenTime) {}

    @Override
    public List<UUID> due(Instant now, int limit) {
        return sql.list("select customer_id from customer_state_due where due_at <= ? order by due_at, customer_id limit ?",
                row -> row.uuid("customer_id"),
                now, limit);
    }

    @Override
    public void publish(UUID customerId, Instant now) {
        transactions.executeWrite(_ -> {
            sql.find("""
                    select d.organization_id, d.due_at, clock.frozen_time
                    from customer_state_due d join customer c on c.id = d.customer_id left join test_clock clock on clock.id = c.test_clock_id
                    where d.customer_id = ?
                    """, row -> new Burst(row.uuid("organization_id"), row.instant("due_at"), row.instantOrNull("frozen_time")), customerId)
                    .ifPresent(burst -> publish(customerId, burst, now));
            return null;
        });
    }

    private void publish(UUID customerId, Burst burst, Instant now) {
        Instant frozen = burst.frozenTime();
        outbox.append(List.of(new Fact(WebhookEventType.CUSTOMER_STATE_CHANGED.wire(), burst.organizationId(), customerId, customerId,
                () -> states.of(customerId))), frozen == null ? now : frozen);
        // A change that came in between has moved the due time and stays.
        sql.update("delete from customer_state_due where customer_id = ? and due_at = ?", customerId, burst.dueAt());
    }

    @Override
    public void postpone(UUID customerId, Instant until) {
        sql.update("update customer_state_due set due_at = greatest(due_at, ?) where customer_id = ?", until, customerId);
    }

    @Override
    public Optional<Instant> nextDueAt() {
        return sql.one("select min(due_at) as due_at from customer_state_due", row -> Optional.ofNullable(row.instantOrNull("due_at")));
    }
}
