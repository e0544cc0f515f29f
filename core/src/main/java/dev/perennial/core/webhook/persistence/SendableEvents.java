package dev.perennial.core.webhook.persistence;

import dev.perennial.core.persistence.Row;
import dev.perennial.core.persistence.Sql;
import dev.perennial.core.webhook.EndpointHealth;
import dev.perennial.core.webhook.SendableEvent;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The queries behind whose turn it is. */
final class SendableEvents {
    private static final String EVENT = """
            select e.id, e.sequence, e.endpoint_id, e.organization_id, e.ordering_key, e.attempts, e.redelivery_requested_at, e.payload, p.url, p.secret, p.previous_secret,
                p.previous_secret_until,
                p.enabled and p.deleted_at is null and e.payload is not null as sendable
            from webhook_event e join webhook_endpoint p on p.id = e.endpoint_id
            """;

    /** That a retry, of the endpoint {@code p}, holds back the later events of its key (WEB-5, WEB-6). */
    private static final String HOLDS_BACK = " (%%1$s.attempts < %d or p.failed_in_a_row >= %d)".formatted(EndpointHealth.ATTEMPTS_HELD_BACK,
            EndpointHealth.FAILING);

    /** That an event waits, and the later ones of its key with it. */
    private static final String WAITS = " %1$s.state in ('queued', 'retrying') and (%1$s.state = 'queued' or" + HOLDS_BACK + ")";

    /** That no retry of its key holds back a retry. An earlier event that is still queued doesn't matter: a retry has had its first turn. */
    static final String NO_EARLIER_RETRY = " not exists (select 1 from webhook_event earlier where earlier.endpoint_id = %1$s.endpoint_id"
            + " and earlier.ordering_key = %1$s.ordering_key and earlier.sequence < %1$s.sequence and earlier.state = 'retrying' and"
            + HOLDS_BACK.formatted("earlier") + ") ";

    private final Sql sql;

    SendableEvents(Sql sql) { this.sql = sql; }

    /** An event whose turn it is, and whether its endpoint still takes events; a payload that is archived can't be sent either. */
    record Candidate(UUID endpointId, @Nullable SendableEvent event) {}

    List<Candidate> firstTries(long fromSequence, Collection<UUID> exceptFor, int limit) {
        return sql.list(EVENT + """
                where e.state = 'queued' and e.sequence >= ? and e.endpoint_id <> all (?::uuid[])
                    and not exists (select 1 from webhook_event earlier where earlier.endpoint_id = e.endpoint_id
                        and earlier.ordering_key = e.ordering_key and earlier.sequence < e.sequence and
                """ + WAITS.formatted("earlier") + ") order by e.sequence limit ?", SendableEvents::read, fromSequence, exceptFor, limit);
    }

    List<Candidate> followers(Collection<SendableEvent> completed) {
        return sql.list(
                """
                        with key as (select distinct endpoint_id, ordering_key from unnest(?::uuid[], ?::uuid[]) as completed (endpoint_id, ordering_key)),
                        head as (select first.id from key join webhook_endpoint p on p.id = key.endpoint_id cross join lateral (
                            select id, state from webhook_event waiting where waiting.endpoint_id = key.endpoint_id and waiting.ordering_key = key.ordering_key
                                and
                        """
                        + WAITS.formatted("waiting") + " order by waiting.sequence limit 1) first where first.state = 'queued')" + EVENT
                        + "where e.id in (select id from head) order by e.sequence",
                SendableEvents::read,
                completed.stream().map(SendableEvent::endpointId).toList(), completed.stream().map(SendableEvent::orderingKey).toList());
    }

    List<Candidate> due(UUID endpointId, Instant now, int limit) {
        return sql.list(EVENT + "where e.endpoint_id = ? and e.state = 'retrying' and e.next_attempt_at <= ? and" + NO_EARLIER_RETRY.formatted("e")
                + "union all " + EVENT + """
                        where e.endpoint_id = ? and e.redelivery_requested_at is not null
                        order by sequence limit ?
                        """, SendableEvents::read, endpointId, now, endpointId, limit);
    }

    private static Candidate read(Row row) {
        UUID endpointId = row.uuid("endpoint_id");
        if (!row.flag("sendable")) {
            return new Candidate(endpointId, null);
        }
        return new Candidate(endpointId,
                new SendableEvent(row.uuid("id"), endpointId, row.uuid("organization_id"), row.uuid("ordering_key"), row.integer("attempts"),
                        row.instantOrNull("redelivery_requested_at"), row.text("url"), JdbcWebhookEndpoints.secrets(row), row.text("payload")));
    }
}
