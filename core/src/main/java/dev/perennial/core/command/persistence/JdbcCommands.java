package dev.perennial.core.command.persistence;

import dev.perennial.core.command.Command;
import dev.perennial.core.command.Commands;
import dev.perennial.core.command.Outcome;
import dev.perennial.core.command.Outcome.Applied;
import dev.perennial.core.command.Outcome.Refused;
import dev.perennial.core.persistence.AsJson;
import dev.perennial.core.persistence.Row;
import dev.perennial.core.persistence.Sql;
import dev.perennial.core.time.RealInstant;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Singleton
final class JdbcCommands implements Commands {
    private static final String COLUMNS = "id, created_at, kind, aggregate, aggregate_id, organization_id, caller, body, outcome, refusal";
    private static final String SELECT = "select " + COLUMNS + " from command where ";

    private final Sql sql;

    JdbcCommands(Sql sql) { this.sql = sql; }

    @Override
    public void insert(Command it) {
        sql.insert("command", COLUMNS, values(it));
    }

    @Override
    public Optional<Command> insertOrFind(Command it) {
        if (1 == sql.update("insert into command (" + COLUMNS + ") values (" + Sql.marks(10) + ") on conflict (id) do nothing", values(it))) {
            return Optional.empty();
        }
        Command given = get(it.id());
        if (!given.asksTheSameAs(it)) {
            throw new IllegalStateException("command " + it.id() + " was given for something else");
        }
        return Optional.of(given);
    }

    private static @Nullable Object[] values(Command it) {
        if (it.outcome() != null) {
            throw new IllegalArgumentException("command " + it.id() + " is over before it was given");
        }
        return new @Nullable Object[]{it.id(), it.createdAt(), it.kind(), it.aggregate(), it.aggregateId(), it.organizationId(), it.caller(),
                it.body(),
                null, null};
    }

    @Override
    public Optional<Command> find(UUID id) {
        return sql.find(SELECT + "id = ?", JdbcCommands::read, id);
    }

    @Override
    public boolean finishOnce(UUID id, Outcome outcome, RealInstant now) {
        Refused refused = outcome instanceof Refused no ? no : null;
        return 1 == sql.update("update command set outcome = ?, refusal = ?, finished_at = ?, body = null where id = ? and outcome is null",
                refused == null ? "applied" : "refused", new AsJson(refused), now, id);
    }

    private static Command read(Row row) {
        return new Command(row.uuid("id"), row.realInstant("created_at"), row.text("kind"), row.text("aggregate"), row.uuid("aggregate_id"),
                row.uuid("organization_id"), row.text("caller"), row.mapOrNull("body"), readOutcome(row));
    }

    private static @Nullable Outcome readOutcome(Row row) {
        return switch (row.textOrNull("outcome")) {
            case null -> null;
            case "applied" -> new Applied();
            case "refused" -> row.json("refusal", Refused.class);
            case String other -> throw new IllegalStateException("command " + row.uuid("id") + " has the unknown outcome " + other);
        };
    }
}
