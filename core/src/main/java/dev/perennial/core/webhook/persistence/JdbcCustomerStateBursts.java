package dev.perennial.core.webhook.persistence;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.perennial.core.outbox.Fact;
import dev.perennial.core.outbox.Outbox;
import dev.perennial.core.persistence.Row;
import dev.perennial.core.persistence.Sql;
import dev.perennial.core.webhook.CustomerStateBursts;
import dev.perennial.core.webhook.CustomerStates;
import dev.perennial.core.webhook.WebhookEventType;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Singleton
final class JdbcCustomerStateBursts implements CustomerStateBursts {
    /** Any number will do, as long as nobody else locks it: these letters are "statedue". */
    private static final long PUBLISHING = 0x7374617465647565L;

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
        Instant occurredAt(Instant now) { return frozenTime == null ? now.truncatedTo(ChronoUnit.MICROS) : frozenTime; }
    }

    @Override
    public List<UUID> due(Instant now, int limit) {
        return sql.list("select customer_id from customer_state_due where due_at <= ? order by due_at, customer_id limit ?",
                row -> row.uuid("customer_id"),
                now, limit);
    }

    @Override
    public void publish(List<UUID> customers, Instant now) {
        if (customers.isEmpty()) {
            return;
        }
        transactions.executeWrite(_ -> {
            // Of two that publish at once the second finds nothing left; changes of the customers meanwhile wait for neither.
            sql.list("select pg_advisory_xact_lock(?)", _ -> true, PUBLISHING);
            List<Burst> all = sql.list("""
                    select d.customer_id, d.organization_id, d.due_at, clock.frozen_time
                    from customer_state_due d join customer c on c.id = d.customer_id left join test_clock clock on clock.id = c.test_clock_id
                    where d.customer_id = any(?) order by d.due_at, d.customer_id
                    """, JdbcCustomerStateBursts::read, customers);
            all.stream().collect(groupingBy(burst -> burst.occurredAt(now), LinkedHashMap::new, mapping(this::fact, toList())))
                    .forEach((occurredAt, facts) -> outbox.append(facts, occurredAt));
            // A change that came in between has moved the due time and stays.
            sql.update("""
                    delete from customer_state_due d using unnest(?::uuid[], ?::timestamptz[]) as seen (customer_id, due_at)
                    where d.customer_id = seen.customer_id and d.due_at = seen.due_at
                    """, all.stream().map(Burst::customerId).toList(), all.stream().map(burst -> burst.dueAt().toString()).toList());
            return customers;
        });
    }

    private static Burst read(Row row) {
        return new Burst(row.uuid("customer_id"), row.uuid("organization_id"), row.instant("due_at"), row.instantOrNull("frozen_time"));
    }

    private Fact fact(Burst burst) {
        UUID customer = burst.customerId();
        return new Fact(WebhookEventType.CUSTOMER_STATE_CHANGED.wire(), burst.organizationId(), customer, customer, () -> states.of(customer));
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
