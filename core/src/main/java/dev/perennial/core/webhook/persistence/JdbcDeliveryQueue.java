package dev.perennial.core.webhook.persistence;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import dev.perennial.core.outbox.Fact;
import dev.perennial.core.outbox.Outbox;
import dev.perennial.core.persistence.Sql;
import dev.perennial.core.webhook.Attempt;
import dev.perennial.core.webhook.DeliveryQueue;
import dev.perennial.core.webhook.SendableEvent;
import dev.perennial.core.webhook.WebhookEndpoint;
import dev.perennial.core.webhook.persistence.SendableEvents.Candidate;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

@Singleton
final class JdbcDeliveryQueue implements DeliveryQueue {
    /** What tells an endpoint's workflow that something is due sooner than it knows. */
    private static final String CHANGED = "webhook_endpoint.changed";

    private final Sql sql;
    private final TransactionOperations<Connection> transactions;
    private final Outbox outbox;
    private final Clock clock;
    private final SendableEvents events;
    private final AttemptLog log;

    JdbcDeliveryQueue(Sql sql, TransactionOperations<Connection> transactions, Outbox outbox, Clock clock, AttemptLog log) {
        this.sql = sql;
        this.transactions = transactions;
        this.outbox = outbox;
        this.clock = clock;
        this.events = new SendableEvents(sql);
        this.log = log;
    }

    @Override
    public long newestQueued() {
        return sql.one("select coalesce(max(sequence), 0) as newest from webhook_event where state = 'queued'", row -> row.number("newest"));
    }

    @Override
    public List<SendableEvent> firstTries(long fromSequence, Collection<UUID> exceptFor, int limit) {
        return onlySendable(events.firstTries(fromSequence, exceptFor, limit));
    }

    @Override
    public List<SendableEvent> followers(Collection<SendableEvent> completed) {
        return completed.isEmpty() ? List.of() : onlySendable(events.followers(completed));
    }

    @Override
    public List<SendableEvent> due(UUID endpointId, Instant now, int limit) {
        return onlySendable(events.due(endpointId, now, limit));
    }

    @Override
    public void record(List<Attempt> attempts) {
        if (attempts.isEmpty()) {
            return;
        }
        transactions.executeWrite(_ -> {
            Instant now = clock.instant();
            Map<UUID, Integer> failedInARow = lockEndpoints(attempts.stream().map(attempt -> attempt.event().endpointId()).collect(toSet()));
            var changes = log.write(attempts, now);
            var recovered = log.judge(attempts, changes, failedInARow);
            log.switchOffBroken(changes, now);
            var needing = Stream.concat(recovered.stream(), log.needingAttention(changes).stream()).distinct();
            outbox.append(needing.map(endpoint -> fact(CHANGED, endpoint.organizationId(), endpoint.id())).toList(),
                    now);
            return null;
        });
    }

    @Override
    public Outlook outlook(UUID endpointId) {
        return transactions.executeWrite(_ -> {
            // Under the lock that recording takes: whoever records a failure after this sees that nothing was due sooner, and says so.
            lockEndpoints(Set.of(endpointId));
            return sql.one(
                    """
                            select least(
                                (select min(e.next_attempt_at) from webhook_event e join webhook_endpoint p on p.id = e.endpoint_id where e.endpoint_id = ? and e.state = 'retrying'
                                    and"""
                            + SendableEvents.NO_EARLIER_RETRY.formatted("e")
                            + """
                                        ),
                                        (select min(redelivery_requested_at) from webhook_event where endpoint_id = ? and redelivery_requested_at is not null)) as next_due_at,
                                        (select count(*) from webhook_event where endpoint_id = ? and state in ('queued', 'retrying')) as waiting
                                    """,
                    row -> new Outlook(Optional.ofNullable(row.instantOrNull("next_due_at")), row.number("waiting")), endpointId, endpointId,
                    endpointId);
        });
    }

    @Override
    public void endpointChanged(WebhookEndpoint endpoint) {
        Instant now = clock.instant();
        if (!endpoint.enabled() || endpoint.deletedAt() != null) {
            log.skipWaiting(endpoint.id(), now);
        }
        outbox.append(List.of(fact(CHANGED, endpoint.organizationId(), endpoint.id())), now);
    }

    @Override
    public int archive(Instant now, int limit) {
        return sql.update(
                """
                        update webhook_event set payload = null where id in (
                            select id from webhook_event where payload is not null and created_at < ? order by created_at limit ? for no key update skip locked)
                        """,
                now.minus(KEPT), limit);
    }

    @Override
    public void redeliver(UUID eventId) {
        transactions.executeWrite(_ -> {
            Instant now = clock.instant();
            // A skipped event is pending again; a completed one is sent once more; one that waits for its retry doesn't wait any longer.
            var changed = sql.list("""
                    update webhook_event e set modified_at = ?,
                        redelivery_requested_at = case when e.state in ('delivered', 'failed') then ?::timestamptz end,
                        next_attempt_at = case when e.state in ('skipped', 'retrying') then ?::timestamptz end,
                        state = case when e.state = 'skipped' then 'retrying' else e.state end
                    from webhook_endpoint p
                    where e.id = ? and p.id = e.endpoint_id and p.enabled and p.deleted_at is null and e.payload is not null and e.state <> 'queued'
                    returning e.endpoint_id, e.organization_id
                    """, row -> fact(CHANGED, row.uuid("organization_id"), row.uuid("endpoint_id")), now, now, now, eventId);
            outbox.append(changed, now);
            return null;
        });
    }

    @Override
    public List<UUID> overdueEndpoints(Instant before, UUID after, int limit) {
        return sql.list("""
                select p.id from webhook_endpoint p where p.id > ? and (
                    exists (select 1 from webhook_event e where e.endpoint_id = p.id and e.state = 'retrying' and e.next_attempt_at < ?
                        and""" + SendableEvents.NO_EARLIER_RETRY.formatted("e") + """
                ) or exists (select 1 from webhook_event e where e.endpoint_id = p.id and e.redelivery_requested_at < ?))
                order by p.id limit ?
                """, row -> row.uuid("id"), after, before, before, limit);
    }

    private List<SendableEvent> onlySendable(List<Candidate> candidates) {
        Set<UUID> closed = candidates.stream().filter(candidate -> candidate.event() == null).map(Candidate::endpointId).collect(toSet());
        if (!closed.isEmpty()) {
            transactions.executeWrite(_ -> {
                lockEndpoints(closed);
                return skipUnsendable(closed);
            });
        }
        return candidates.stream().map(Candidate::event).filter(Objects::nonNull).toList();
    }

    private int skipUnsendable(Set<UUID> endpoints) {
        return sql.update("""
                update webhook_event e set modified_at = ?, redelivery_requested_at = null,
                    state = case when e.state in ('queued', 'retrying') then 'skipped' else e.state end
                from webhook_endpoint p
                where p.id = e.endpoint_id and e.endpoint_id = any (?) and (not p.enabled or p.deleted_at is not null or e.payload is null)
                    and (e.state in ('queued', 'retrying') or e.redelivery_requested_at is not null)
                """, clock.instant(), endpoints);
    }

    /** Answers how many events have failed at each in a row. */
    private Map<UUID, Integer> lockEndpoints(Set<UUID> ids) {
        return sql.list("select id, failed_in_a_row from webhook_endpoint where id = any (?) order by id for no key update",
                row -> Map.entry(row.uuid("id"), row.integer("failed_in_a_row")), ids).stream()
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    static Fact fact(String type, UUID organizationId, UUID endpointId) {
        return new Fact(type, organizationId, endpointId, endpointId, Map::of);
    }
}
