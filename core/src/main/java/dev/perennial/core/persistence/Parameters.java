package dev.perennial.core.persistence;

import dev.perennial.core.money.Currency;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Binds Java values: UUID, String, numbers, booleans, {@link Instant} (microseconds), {@link Currency} by its code, collections of UUIDs, strings or longs as
 * arrays, maps and {@link AsJson} as jsonb. An enum is bound by its wire name by whoever knows it.
 */
final class Parameters {
    private final Json json;

    Parameters(Json json) { this.json = json; }

    /** A value to be stored as jsonb. */
    record AsJson(@Nullable Object value) {}

    void bind(PreparedStatement statement, @Nullable Object[] arguments) throws SQLException {
        for (int i = 0; i < arguments.length; i++) {
            bind(statement, i + 1, arguments[i]);
        }
    }

    private void bind(PreparedStatement statement, int position, @Nullable Object argument) throws SQLException {
        switch (argument) {
            case null -> statement.setNull(position, Types.NULL);
            case Instant instant -> statement.setObject(position, instant.atOffset(ZoneOffset.UTC));
            case Currency currency -> statement.setString(position, currency.code());
            case Map<?, ?> map -> statement.setObject(position, json.write(map), Types.OTHER);
            case AsJson(var value) -> {
                if (value == null) {
                    statement.setNull(position, Types.NULL);
                } else {
                    statement.setObject(position, json.write(value), Types.OTHER);
                }
            }
            case Collection<?> values -> statement.setArray(position, statement.getConnection().createArrayOf(elementType(values), values.toArray()));
            default -> statement.setObject(position, argument);
        }
    }

    private static String elementType(Collection<?> values) {
        Object first = values.isEmpty() ? "" : values.iterator().next();
        return switch (first) {
            case UUID _ -> "uuid";
            case Long _ -> "bigint";
            case Integer _ -> "int";
            default -> "text";
        };
    }
}
