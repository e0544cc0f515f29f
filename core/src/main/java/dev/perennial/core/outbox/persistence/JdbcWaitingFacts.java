package dev.perennial.core.outbox.persistence;

import dev.perennial.core.outbox.WaitingFacts;
import dev.perennial.core.persistence.Sql;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

@Singleton
final class JdbcWaitingFacts implements WaitingFacts {
    private final Sql sql;

    JdbcWaitingFacts(Sql sql) { this.sql = sql; }

    @Override
    public List<Waiting> after(long sequence, int limit) {
        return sql.list("select sequence, type, subject_id from outbox where relayed_at is null and sequence > ? order by sequence limit ?",
                row -> new Waiting(row.number("sequence"), row.text("type"), row.uuid("subject_id")), sequence, limit);
    }

    @Override
    public void markRelayed(Collection<Long> sequences, Instant at) {
        sql.update("""
                update outbox set relayed_at = ? where sequence in (
                    select sequence from outbox where sequence = any (?::bigint[]) and relayed_at is null order by sequence for no key update)
                """, at, sequences);
    }

    @Override
    public Backlog backlog() {
        return sql.one("select count(*) as waiting, min(created_at) as since from outbox where relayed_at is null",
                row -> new Backlog(row.number("waiting"), Optional.ofNullable(row.instantOrNull("since"))));
    }
}
