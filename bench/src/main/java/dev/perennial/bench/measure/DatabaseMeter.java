package dev.perennial.bench.measure;

import dev.perennial.core.persistence.Row;
import dev.perennial.core.persistence.Sql;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the database has done: its statements by {@code pg_stat_statements} where that is loaded, its commits, its write-ahead log. */
@Singleton
public final class DatabaseMeter {
    private static final String STATEMENTS = """
            select queryid as id, max(query) as text, sum(calls)::bigint as calls, (sum(total_exec_time) * 1000)::bigint as micros
            from pg_stat_statements where dbid = (select oid from pg_database where datname = current_database()) and queryid is not null
                and query not like '%pg_stat_%'
            group by queryid""";
    private static final String TOTALS = """
            select xact_commit as commits, pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint as wal_bytes from pg_stat_database
            where datname = current_database()""";

    private final Sql sql;
    private final boolean knowsStatements;

    DatabaseMeter(Sql sql) {
        this.sql = sql;
        this.knowsStatements = sql.one("select current_setting('shared_preload_libraries') like '%pg_stat_statements%' as loaded",
                row -> row.flag("loaded"));
        if (knowsStatements) {
            sql.update("create extension if not exists pg_stat_statements");
        }
    }

    /**
     * A statement and what it has cost.
     *
     * @param micros time inside the database, in microseconds
     */
    public record Statement(String text, long calls, long micros) {}

    /** Counters as they stood at one moment. */
    public record Reading(Map<Long, Statement> statements, long commits, long walBytes) {
        /** What was executed since then, the dearest first. */
        public List<Statement> statementsSince(Reading before) {
            List<Statement> spent = new ArrayList<>();
            statements.forEach((id, now) -> {
                Statement then = before.statements.getOrDefault(id, new Statement("", 0, 0));
                if (now.calls > then.calls) {
                    spent.add(new Statement(now.text, now.calls - then.calls, now.micros - then.micros));
                }
            });
            spent.sort(Comparator.comparingLong(Statement::micros).reversed());
            return spent;
        }
    }

    Reading read() {
        Map<Long, Statement> statements = new HashMap<>();
        if (knowsStatements) {
            sql.list(STATEMENTS, row -> Map.entry(row.number("id"), statement(row)))
                    .forEach(entry -> statements.put(entry.getKey(), entry.getValue()));
        }
        return sql.one(TOTALS, row -> new Reading(statements, row.number("commits"), row.number("wal_bytes")));
    }

    private static Statement statement(Row row) { return new Statement(row.text("text"), row.number("calls"), row.number("micros")); }
}
