package dev.perennial.core.outbox.persistence;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import dev.perennial.core.outbox.Fact;
import dev.perennial.core.outbox.Outbox;
import dev.perennial.core.persistence.Json;
import dev.perennial.core.persistence.Sql;
import dev.perennial.core.webhook.WebhookEndpoint;
import dev.perennial.core.webhook.WebhookEndpoint.Format;
import dev.perennial.core.wire.chat.ChatMessages;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Singleton
final class JdbcOutbox implements Outbox {
    private static final Duration QUIET = Duration.ofSeconds(1);
    private static final Duration LONGEST_BURST = Duration.ofSeconds(5);

    private final Sql sql;
    private final Json json;
    private final Clock clock;

    JdbcOutbox(Sql sql, Json json, Clock clock) {
        this.sql = sql;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public void append(List<Fact> facts, Instant occurredAt) {
        sql.requireTransaction();
        if (facts.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        sql.insertAll("webhook_event", """
                id uuid, created_at timestamptz, organization_id uuid, endpoint_id uuid, type text, ordering_key uuid, payload text""",
                eventsOf(facts, store(facts, now), occurredAt),
                event -> new @Nullable Object[]{UUID.randomUUID(), now, event.fact().organizationId(), event.endpointId(),
                        event.fact().type(), event.fact().orderingKey(), event.payload()});
    }

    @Override
    public void customerStateChanged(UUID organizationId, UUID customerId) {
        Instant now = clock.instant();
        sql.update("""
                insert into customer_state_due as waiting (customer_id, organization_id, first_change_at, due_at)
                select ?, ?, ?, ? where exists (
                    select 1 from webhook_endpoint
                    where organization_id = ? and enabled and deleted_at is null and events @> array['customer.state_changed'])
                on conflict (customer_id) do update set due_at = least(waiting.first_change_at + ? * interval '1 second', excluded.due_at)
                """, customerId, organizationId, now, now.plus(QUIET), organizationId, LONGEST_BURST.toSeconds());
    }

    private List<Event> eventsOf(List<Fact> facts, List<Endpoint> endpoints, Instant occurredAt) {
        List<Event> events = new ArrayList<>();
        for (Fact fact : facts) {
            List<Endpoint> wanting = endpoints.stream().filter(endpoint -> endpoint.wants(fact)).toList();
            if (!wanting.isEmpty()) {
                Map<Format, Optional<String>> payloads = payloads(fact, occurredAt, wanting.stream().map(Endpoint::format).collect(toSet()));
                wanting.forEach(endpoint -> payloads.getOrDefault(endpoint.format(), Optional.empty())
                        .ifPresent(payload -> events.add(new Event(fact, endpoint.id(), payload))));
            }
        }
        return events;
    }

    /** Stores the facts and answers the endpoints that want some of them. */
    private List<Endpoint> store(List<Fact> facts, Instant now) {
        return sql.list("""
                with stored as (
                    insert into outbox (type, organization_id, subject_id, created_at)
                    select type, organization, subject, ?
                    from unnest(?::text[], ?::uuid[], ?::uuid[]) with ordinality as added (type, organization, subject, position) order by position
                )
                select id, organization_id, format, events from webhook_endpoint
                where organization_id = any(?) and enabled and deleted_at is null and events && ? order by created_at, id
                """, row -> new Endpoint(row.uuid("id"), row.uuid("organization_id"), Format.of(row.text("format")), Set.copyOf(row.texts("events"))),
                now, facts.stream().map(Fact::type).toList(), facts.stream().map(Fact::organizationId).toList(),
                facts.stream().map(Fact::subjectId).toList(), facts.stream().map(Fact::organizationId).distinct().toList(),
                facts.stream().map(Fact::type).distinct().toList());
    }

    /** A representation is made at most once per fact, and only when an endpoint wants it; a chat isn't told of everything. */
    private Map<Format, Optional<String>> payloads(Fact fact, Instant occurredAt, Set<Format> formats) {
        Object data = fact.payload().get();
        return formats.stream().collect(toMap(identity(), format -> switch (format) {
            case RAW -> Optional.of(json.writeForWire(new Envelope(fact.type(), occurredAt, data, WebhookEndpoint.API_VERSION)));
            case SLACK, DISCORD -> ChatMessages.of(format, fact.type(), fact.subjectId(), data).map(json::writeForWire);
        }));
    }

    /** The body of a raw webhook. */
    private record Envelope(String type, Instant timestamp, Object data, String apiVersion) {}

    private record Endpoint(UUID id, UUID organizationId, Format format, Set<String> types) {
        boolean wants(Fact fact) {
            return organizationId.equals(fact.organizationId()) && types.contains(fact.type());
        }
    }

    private record Event(Fact fact, UUID endpointId, String payload) {}
}
