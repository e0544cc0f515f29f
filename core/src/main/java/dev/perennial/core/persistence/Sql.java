package dev.perennial.core.persistence;

import static io.micronaut.data.connection.ConnectionDefinition.DEFAULT;

import io.micronaut.data.connection.ConnectionOperations;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs SQL statements on the connection of the current transaction, or on one of the pool when there is none. Parameters are positional; see
 * {@link Parameters} for the Java types they may have. A failure is a {@link SqlFailure}.
 */
@Singleton
public final class Sql {
    private final ConnectionOperations<Connection> connections;
    private final TransactionOperations<Connection> transactions;
    private final Parameters parameters;
    private final Json json;

    Sql(ConnectionOperations<Connection> connections, TransactionOperations<Connection> transactions, Json json) {
        this.connections = connections;
        this.transactions = transactions;
        this.json = json;
        this.parameters = new Parameters(json);
    }

    /** Every row of a query, in its order. */
    public <T> List<T> list(String sql, Function<Row, T> reader, @Nullable Object... arguments) {
        return run(sql, arguments, statement -> {
            try (ResultSet rows = statement.executeQuery()) {
                return readAll(rows, reader);
            }
        });
    }

    /** The only row of a query, if there is one. */
    public <T> Optional<T> find(String sql, Function<Row, T> reader, @Nullable Object... arguments) {
        return onlyOne(list(sql, reader, arguments), sql);
    }

    /** The only row of a query that always has one, such as an aggregate or a {@code returning}. */
    public <T> T one(String sql, Function<Row, T> reader, @Nullable Object... arguments) {
        return find(sql, reader, arguments).orElseThrow(() -> new IllegalStateException("a row expected, found none: " + sql));
    }

    /**
     * Takes the lock of a row until the transaction ends, then reads it, in one round trip. It keeps out other locks and changes, not the foreign keys of new rows that
     * name this one. Lock and query are two statements: what the query gathers from
     * other tables is as new as the locked row itself, where one statement would show them as they were before it waited for the lock.
     *
     * @param select a query with one parameter, the row's id
     * @throws IllegalStateException if there is no such row, or no transaction to hold the lock
     */
    public <T> T lock(String table, String select, Function<Row, T> reader, UUID id) {
        return findLocked(table, "id = ?", select, reader, id).orElseThrow(() -> new IllegalStateException("no " + table + " " + id));
    }

    /**
     * As {@link #lock}, for a row that is found otherwise than by its id, if there is one.
     *
     * @param condition which row, with one parameter
     * @param select a query for the same row with the same parameter
     */
    public <T> Optional<T> findLocked(String table, String condition, String select, Function<Row, T> reader, UUID key) {
        requireTransaction();
        String both = "select 1 from " + table + " where " + condition + " for no key update;\n" + select;
        List<T> found = run(both, new Object[]{key, key}, statement -> {
            statement.execute();
            statement.getMoreResults();
            try (ResultSet rows = statement.getResultSet()) {
                return readAll(rows, reader);
            }
        });
        return onlyOne(found, both);
    }

    /**
     * Takes the lock of a row and reads it by one statement. Only for a query that gathers nothing that can change from other tables: it is answered as of
     * before the wait for the lock, except for the locked row itself.
     *
     * @param select a query that ends with its condition
     * @throws IllegalStateException if there is no such row, or no transaction to hold the lock
     */
    public <T> T lockAlone(String select, Function<Row, T> reader, UUID id) {
        requireTransaction();
        return one(select + " for no key update", reader, id);
    }

    /** @throws IllegalStateException if no transaction is open: outside of one a lock or a counter protects nothing */
    public void requireTransaction() {
        if (transactions.findTransactionStatus().isEmpty()) {
            throw new IllegalStateException("this needs the caller's transaction");
        }
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

    /**
     * Inserts one row.
     *
     * @param columns names separated by commas, one per value
     */
    public void insert(String table, String columns, @Nullable Object... values) {
        updateOne("insert into " + table + " (" + columns + ") values (" + marks(values.length) + ")", values);
    }

    /**
     * Inserts any number of rows by one statement, in their order; none when the list is empty.
     *
     * @param columns names with their types, separated by commas: {@code "id uuid, amount bigint"}
     * @param values one value per column for a row
     */
    public <T> void insertAll(String table, String columns, List<T> rows, Function<T, @Nullable Object[]> values) {
        if (!rows.isEmpty()) {
            var described = Columns.of(columns);
            update("insert into " + table + " (" + described.names() + ") " + described.unnested(),
                    described.transpose(rows.stream().map(values).toList()));
        }
    }

    /** As many question marks as there are values. */
    public static String marks(int values) {
        return String.join(", ", Collections.nCopies(values, "?"));
    }

    /** A statement outside of a transaction is one by itself. */
    private <T> T run(String sql, @Nullable Object[] arguments, Execution<T> execution) {
        return transactions.findTransactionStatus().isPresent()
                ? runOnce(sql, arguments, execution)
                : Victims.retried(() -> runOnce(sql, arguments, execution));
    }

    private <T> T runOnce(String sql, @Nullable Object[] arguments, Execution<T> execution) {
        return connections.execute(DEFAULT, status -> {
            try (PreparedStatement statement = status.getConnection().prepareStatement(sql)) {
                parameters.bind(statement, arguments);
                return execution.on(statement);
            } catch (SQLException e) {
                throw SqlFailure.of(e, sql);
            }
        });
    }

    private <T> List<T> readAll(ResultSet rows, Function<Row, T> reader) throws SQLException {
        List<T> found = new ArrayList<>();
        Row row = new Row(rows, json);
        while (rows.next()) {
            found.add(reader.apply(row));
        }
        return found;
    }

    private static <T> Optional<T> onlyOne(List<T> found, String sql) {
        if (found.size() > 1) {
            throw new IllegalStateException("one row expected, found " + found.size() + ": " + sql);
        }
        return found.stream().findFirst();
    }

    private interface Execution<T> {
        T on(PreparedStatement statement) throws SQLException;
    }
}
