package dev.perennial.core.command.persistence;

import dev.perennial.core.command.AuditEntry;
import dev.perennial.core.command.AuditTrail;
import dev.perennial.core.listing.Listing;
import dev.perennial.core.listing.PageRequest;
import dev.perennial.core.listing.Sort;
import dev.perennial.core.persistence.ListQuery;
import dev.perennial.core.persistence.Row;
import dev.perennial.core.persistence.Sql;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

@Singleton
final class JdbcAuditTrail implements AuditTrail {
    private static final String SELECT = """
            select id, created_at, finished_at, organization_id, kind, aggregate, aggregate_id, caller, coalesce(outcome, 'pending') as outcome,             refusal ->> 'identifier' as refusal, facts from command where\s""";

    private enum Key { CREATED_AT }

    private final Sql sql;
    private final Clock clock;

    JdbcAuditTrail(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    @Override
    public void note(Change it, Map<String, Object> facts) {
        Instant now = clock.instant();
        sql.insert("command", "id, created_at, kind, aggregate, aggregate_id, organization_id, caller, outcome, finished_at, facts",
                UUID.randomUUID(), now, it.kind(), it.aggregate(), it.aggregateId(), it.organizationId(), it.caller(), "applied", now, facts);
    }

    @Override
    public Listing<AuditEntry> search(Search search, PageRequest page) {
        return ListQuery.within(search.organizations()).any("kind", search.kinds()).any("aggregate", search.aggregates())
                .any("aggregate_id", search.aggregateIds()).when(search.from(), "created_at >= ?").when(search.before(), "created_at < ?")
                .page(sql, SELECT, "command", List.of(Sort.descending(Key.CREATED_AT)), key -> key.name().toLowerCase(Locale.ROOT), page,
                        JdbcAuditTrail::read);
    }

    private static AuditEntry read(Row row) {
        return new AuditEntry(row.uuid("id"), row.instant("created_at"), row.instantOrNull("finished_at"), row.uuid("organization_id"),
                row.text("kind"), row.text("aggregate"), row.uuid("aggregate_id"), row.text("caller"),
                AuditEntry.Result.valueOf(row.text("outcome").toUpperCase(Locale.ROOT)), row.textOrNull("refusal"), row.mapOrNull("facts"));
    }
}
