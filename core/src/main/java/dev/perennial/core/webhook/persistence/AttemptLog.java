package dev.perennial.core.webhook.persistence;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.toSet;

import dev.perennial.core.mail.MailTemplate;
import dev.perennial.core.mail.Mailbox;
import dev.perennial.core.outbox.Outbox;
import dev.perennial.core.persistence.Json;
import dev.perennial.core.persistence.Sql;
import dev.perennial.core.webhook.Attempt;
import dev.perennial.core.webhook.Attempt.Consequence;
import dev.perennial.core.webhook.EndpointHealth;
import dev.perennial.core.webhook.EndpointHealth.Outcome;
import dev.perennial.core.webhook.WebhookEventState;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Writes attempts down and finds out what they mean for their endpoints. Runs under the locks of those endpoints. */
@Singleton
final class AttemptLog {
    private final Sql sql;
    private final Json json;
    private final Outbox outbox;
    private final Mailbox mailbox;

    AttemptLog(Sql sql, Json json, Outbox outbox, Mailbox mailbox) {
        this.sql = sql;
        this.json = json;
        this.outbox = outbox;
        this.mailbox = mailbox;
    }

    /** Whose endpoint an event belongs to. */
    record Endpoint(UUID id, UUID organizationId) {}

    /** An event as it is after its attempt. */
    record Change(UUID eventId, Endpoint endpoint, WebhookEventState state, int attempts) {}

    /** One attempt, as the statement below takes it. */
    record Entry(UUID deliveryId, UUID eventId, UUID endpointId, UUID organizationId, boolean succeeded, @Nullable Integer httpCode,
            @Nullable String response, Instant endedAt, int attempts, @Nullable Instant redelivery, String state, @Nullable Instant nextAttemptAt) {

        static Entry of(Attempt attempt) {
            var event = attempt.event();
            Consequence consequence = attempt.consequence(ThreadLocalRandom.current());
            WebhookEventState state = switch (consequence) {
                case Consequence.Delivered _ -> WebhookEventState.DELIVERED;
                case Consequence.RetryAt _ -> WebhookEventState.RETRYING;
                case Consequence.GivenUp _ -> WebhookEventState.FAILED;
            };
            return new Entry(UUID.randomUUID(), event.id(), event.endpointId(), event.organizationId(), attempt.succeeded(), attempt.httpCode(),
                    attempt.response(), attempt.endedAt(), event.attempts(), event.redeliveryRequestedAt(), state.wire(),
                    consequence instanceof Consequence.RetryAt(var at) ? at : null);
        }
    }

    /** Stores every attempt as a delivery and moves its event on, unless somebody else has counted an attempt meanwhile and this one failed. */
    List<Change> write(List<Attempt> attempts, Instant now) {
        List<Change> changes = sql.list(
                """
                        with entry as (select * from jsonb_to_recordset(?::jsonb) as entry (delivery_id uuid, event_id uuid, endpoint_id uuid, organization_id uuid,
                            succeeded boolean, http_code int, response text, ended_at timestamptz, attempts int, redelivery timestamptz, state text,
                            next_attempt_at timestamptz)),
                        delivery as (insert into webhook_delivery (id, created_at, event_id, endpoint_id, organization_id, succeeded, http_code, response)
                            select delivery_id, ended_at, event_id, endpoint_id, organization_id, succeeded, http_code, response from entry)
                        update webhook_event e set modified_at = ?, attempts = e.attempts + 1, last_http_code = entry.http_code,
                            state = case when e.state = 'delivered' then e.state else entry.state end, next_attempt_at = entry.next_attempt_at,
                            redelivery_requested_at = nullif(e.redelivery_requested_at, entry.redelivery)
                        from entry where e.id = entry.event_id and (entry.succeeded
                            or (e.attempts = entry.attempts and (entry.redelivery is not null or e.state in ('queued', 'retrying'))))
                        returning e.id, e.endpoint_id, e.organization_id, e.state, e.attempts
                        """,
                row -> new Change(row.uuid("id"), new Endpoint(row.uuid("endpoint_id"), row.uuid("organization_id")),
                        WebhookEventState.of(row.text("state")), row.integer("attempts")),
                json.write(attempts.stream().map(Entry::of).toList()), now);
        if (changes.stream().anyMatch(AttemptLog::letsOthersGo)) {
            // What waited behind a retry is the relay's to send.
            sql.list("select pg_notify('outbox', '')", _ -> true);
        }
        return changes;
    }

    /** Whether others that waited behind a retry may go now. */
    private static boolean letsOthersGo(Change change) {
        return change.attempts() > 1 && (change.state() != WebhookEventState.RETRYING || change.attempts() == EndpointHealth.ATTEMPTS_HELD_BACK);
    }

    /**
     * Keeps in mind how many different events have failed at each endpoint in a row (WEB-6). As long as things go well, nothing is to be written.
     *
     * @param before how many they were
     * @return the endpoints that no longer fail as a whole: what waited there for a retry may be due sooner than their workflows know
     */
    Set<Endpoint> judge(List<Attempt> attempts, List<Change> changes, Map<UUID, Integer> before) {
        Set<UUID> failedFirst = changes.stream().filter(change -> change.attempts() == 1 && change.state() != WebhookEventState.DELIVERED)
                .map(Change::eventId).collect(toSet());
        Map<UUID, Integer> after = new HashMap<>(before);
        attempts.stream().sorted(comparing(Attempt::endedAt)).forEach(attempt -> after.computeIfPresent(attempt.event().endpointId(),
                (_, failed) -> EndpointHealth.failedInARow(failed, outcome(attempt, failedFirst))));
        Set<Endpoint> recovered = new HashSet<>();
        for (Endpoint endpoint : endpoints(changes,
                change -> !Objects.equals(before.get(change.endpoint().id()), after.get(change.endpoint().id())))) {
            int failed = after.getOrDefault(endpoint.id(), 0);
            sql.updateOne("update webhook_endpoint set failed_in_a_row = ? where id = ?", failed, endpoint.id());
            if (EndpointHealth.isFailing(before.getOrDefault(endpoint.id(), 0)) && !EndpointHealth.isFailing(failed)) {
                recovered.add(endpoint);
            }
        }
        return recovered;
    }

    private static Outcome outcome(Attempt attempt, Set<UUID> failedFirst) {
        if (attempt.succeeded()) {
            return Outcome.DELIVERED;
        }
        return failedFirst.contains(attempt.event().id()) ? Outcome.FIRST_FAILURE : Outcome.LATER_FAILURE;
    }

    /** Switches off endpoints whose events have been given up too often; what waits for them is skipped, and the staff is told. */
    void switchOffBroken(List<Change> changes, Instant now) {
        for (Endpoint endpoint : endpoints(changes, change -> change.state() == WebhookEventState.FAILED)) {
            List<WebhookEventState> lastCompleted = sql.list("""
                    select state from webhook_event where endpoint_id = ? and state in ('delivered', 'failed') order by sequence desc limit ?
                    """, row -> WebhookEventState.of(row.text("state")), endpoint.id(), EndpointHealth.WINDOW);
            if (EndpointHealth.isBroken(lastCompleted)
                    && sql.update("update webhook_endpoint set enabled = false, modified_at = ? where id = ? and enabled", now, endpoint.id()) == 1) {
                skipWaiting(endpoint.id(), now);
                tellStaff(endpoint, now);
                outbox.append(List.of(JdbcDeliveryQueue.fact("webhook_endpoint.disabled", endpoint.organizationId(), endpoint.id())), now);
            }
        }
    }

    /** Lets nothing wait for an endpoint any longer that takes nothing. */
    void skipWaiting(UUID endpointId, Instant now) {
        sql.update("""
                update webhook_event set modified_at = ?, redelivery_requested_at = null, next_attempt_at = null,
                    state = case when state in ('queued', 'retrying') then 'skipped' else state end
                where endpoint_id = ? and (state in ('queued', 'retrying') or redelivery_requested_at is not null)
                """, now, endpointId);
    }

    private void tellStaff(Endpoint endpoint, Instant now) {
        Map<String, String> values = sql.one("""
                select o.name, p.url from webhook_endpoint p join organization o on o.id = p.organization_id where p.id = ?
                """, row -> Map.of("organization", row.text("name"), "url", row.text("url")), endpoint.id());
        mailbox.sendToStaff(endpoint.organizationId(), MailTemplate.WEBHOOK_ENDPOINT_DISABLED, values,
                "webhook_endpoint_disabled/" + endpoint.id() + "/" + now);
    }

    /** Endpoints for which a first try has failed and nothing else is due sooner: their workflows don't know yet. */
    Set<Endpoint> needingAttention(List<Change> changes) {
        List<UUID> firstFailures = changes.stream().filter(change -> change.state() == WebhookEventState.RETRYING && change.attempts() == 1)
                .map(Change::eventId).toList();
        if (firstFailures.isEmpty()) {
            return Set.of();
        }
        return Set.copyOf(sql.list(
                """
                        select distinct e.endpoint_id, e.organization_id from webhook_event e where e.id = any (?) and e.state = 'retrying' and e.next_attempt_at <=
                            (select min(other.next_attempt_at) from webhook_event other join webhook_endpoint p on p.id = other.endpoint_id
                                where other.endpoint_id = e.endpoint_id and other.state = 'retrying'
                                and"""
                        + SendableEvents.NO_EARLIER_RETRY.formatted("other") + ")",
                row -> new Endpoint(row.uuid("endpoint_id"), row.uuid("organization_id")), firstFailures));
    }

    private static Set<Endpoint> endpoints(List<Change> changes, Predicate<Change> which) {
        return changes.stream().filter(which).map(Change::endpoint).collect(toSet());
    }
}
