package dev.perennial.core.webhook.persistence;

import dev.perennial.core.listing.Listing;
import dev.perennial.core.listing.PageRequest;
import dev.perennial.core.listing.Sort;
import dev.perennial.core.persistence.ListQuery;
import dev.perennial.core.persistence.Row;
import dev.perennial.core.persistence.Sql;
import dev.perennial.core.webhook.WebhookEndpoint;
import dev.perennial.core.webhook.WebhookEventState;
import dev.perennial.core.webhook.WebhookEventType;
import dev.perennial.core.webhook.WebhookSearch;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

@Singleton
final class JdbcWebhookSearch implements WebhookSearch {
    private static final String DELIVERIES = """
            (select d.id, d.created_at, d.organization_id, d.endpoint_id, d.event_id, d.succeeded, d.http_code, d.response,
                 e.created_at as event_created_at, e.modified_at as event_modified_at, e.type, e.payload, e.state, e.last_http_code
             from webhook_delivery d join webhook_event e on e.id = d.event_id) delivery""";

    private enum Key {
        CREATED_AT
    }

    private static final List<Sort<Key>> NEWEST_FIRST = List.of(Sort.descending(Key.CREATED_AT));

    private final Sql sql;

    JdbcWebhookSearch(Sql sql) { this.sql = sql; }

    @Override
    public Listing<WebhookEndpoint> endpoints(Set<UUID> organizations, PageRequest page) {
        return ListQuery.within(organizations).and("deleted_at is null").page(sql, JdbcWebhookEndpoints.SELECT, "webhook_endpoint", NEWEST_FIRST,
                _ -> "created_at", page, JdbcWebhookEndpoints::read);
    }

    @Override
    public Listing<Delivery> deliveries(Filter filter, PageRequest page) {
        ListQuery query = ListQuery.within(filter.organizations()).any("endpoint_id", filter.endpointIds()).when(filter.after(), "created_at > ?")
                .when(filter.before(), "created_at < ?").when(filter.succeeded(), "succeeded = ?").when(filter.codeClass(), "http_code / 100 = ?")
                .any("type", filter.types().stream().map(WebhookEventType::wire).toList());
        filter.query().ifPresent(part -> query.and("""
                (strpos(id::text, lower(?)) > 0 or strpos(event_id::text, lower(?)) > 0 or strpos(http_code::text, ?) > 0)""", part, part, part));
        return query.page(sql, "select * from " + DELIVERIES + " where ", DELIVERIES, NEWEST_FIRST, _ -> "created_at", page, JdbcWebhookSearch::read);
    }

    @Override
    public Optional<UUID> organizationOfEvent(UUID eventId) {
        return sql.find("select organization_id from webhook_event where id = ?", row -> row.uuid("organization_id"), eventId);
    }

    private static Delivery read(Row row) {
        return new Delivery(row.uuid("id"), row.instant("created_at"), row.flag("succeeded"), row.integerOrNull("http_code"),
                row.textOrNull("response"),
                new Event(row.uuid("event_id"), row.instant("event_created_at"), row.instantOrNull("event_modified_at"), row.text("type"),
                        row.textOrNull("payload"), WebhookEventState.of(row.text("state")), row.integerOrNull("last_http_code")));
    }
}
