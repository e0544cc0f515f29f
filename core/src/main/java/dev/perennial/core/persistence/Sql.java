package dev.perennial.core.persistence;

import io.micronaut.data.connection.ConnectionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs SQL statements on the connection of the current transaction, or on one of the pool when there is none. Parameters are positional; see
 * {@link Parameters} for the Java types they may have.
 */
@Singleton
public final class Sql {
    private final ConnectionOperations<Connection> connections;
    private final Parameters parameters;
    private final Json json;

    Sql(ConnectionOperations<Connection> connections, Json json) {
        this.connections = connections;
        this.json = json;
        this.parameters = new Parameters(json);
    }

    /** Every row of a query, in its order. */
    public <T> List<T> list(String sql, Function<Row, T> reader, @Nullable Object... arguments) {
        return run(sql, arguments, statement -> {
            try (ResultSet rows = statement.executeQuery()) {
                List<T> found = new ArrayList<>();
                Row row = new Row(rows, json);
                while (rows.next()) {
                    found.add(reader.apply(row));
                }
                return found;
            }
        });
    }

    /** The only row of a query, if there is one. */
    public <T> Optional<T> find(String sql, Function<Row, T> reader, @Nullable Object... arguments) {
        List<T> found = list(sql, reader, arguments);
        if (found.size() > 1) {
            throw new IllegalStateException("one row expected, found " + found.size() + ": " + sql);
        }
        return found.stream().findFirst();
    }

    /** The only row of a query that always has one, such as an aggregate or a {@code returning}. */
    public <T> T one(String sql, Function<Row, T> reader, @Nullable Object... arguments) {
        return find(sql, reader, arguments).orElseThrow(() -> new IllegalStateException("a row expected, found none: " + sql));
    }

    /** Runs a change and answers how many rows it touched. */
    public int update(String sql, @Nullable Object... arguments) {
        return run(sql, arguments, PreparedStatement::executeUpdate);
    }

    /** Runs a change that must touch exactly one row. */
    public void updateOne(String sql, @Nullable Object... arguments) {
        int touched = update(sql, arguments);
        if (touched != 1) {
            throw new IllegalStateException("one row to change expected, found " + touched + ": " + sql);
        }
    }

    /** Runs the same change for each list of arguments, in one round trip. */
    public void batch(String sql, List<@Nullable Object[]> rows) {
        if (rows.isEmpty()) {
            return;
        }
        connections.execute(io.micronaut.data.connection.ConnectionDefinition.DEFAULT, status -> {
            try (PreparedStatement statement = status.getConnection().prepareStatement(sql)) {
                for (var row : rows) {
                    parameters.bind(statement, row);
                    statement.addBatch();
                }
                return statement.executeBatch().length;
            } catch (SQLException e) {
                throw SqlFailure.of(e, sql);
            }
        });
    }

    private <T> T run(String sql, @Nullable Object[] arguments, Execution<T> execution) {
        return connections.execute(io.micronaut.data.connection.ConnectionDefinition.DEFAULT, status -> {
            try (PreparedStatement statement = status.getConnection().prepareStatement(sql)) {
                parameters.bind(statement, arguments);
                return execution.on(statement);
            } catch (SQLException e) {
                throw SqlFailure.of(e, sql);
            }
        });
    }

    private interface Execution<T> {
        T on(PreparedStatement statement) throws SQLException;
    }
}
