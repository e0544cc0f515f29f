package dev.perennial.core.persistence;

import dev.perennial.core.money.Currency;
import dev.perennial.core.time.RealInstant;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Binds Java values: UUID, String, numbers, booleans, {@link Instant} and {@link RealInstant} (microseconds), {@link Currency} by its code, collections of UUIDs, strings or longs as
 * arrays, maps and {@link AsJson} as jsonb. An enum is bound by its wire name by whoever knows it.
 */
final class Parameters {
    private final Json json;

    Parameters(Json json) { this.json = json; }

    void bind(PreparedStatement statement, @Nullable Object[] arguments) throws SQLException {
        for (int i = 0; i < arguments.length; i++) {
            bind(statement, i + 1, arguments[i]);
        }
    }

    private void bind(PreparedStatement statement, int position, @Nullable Object argument) throws SQLException {
        switch (argument) {
            case null -> statement.setNull(position, Types.NULL);
            case Instant instant -> statement.setObject(position, instant.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC));
            case RealInstant(Instant at) -> bind(statement, position, at);
            case Currency currency -> statement.setString(position, currency.code());
            case Map<?, ?> map -> statement.setObject(position, json.write(map), Types.OTHER);
            case AsJson(var value) -> {
                if (value == null) {
                    statement.setNull(position, Types.NULL);
                } else {
                    statement.setObject(position, json.write(value), Types.OTHER);
                }
            }
            case Column(var type, var values) -> statement.setArray(position, array(statement, type, values));
            case Collection<?> values -> statement.setArray(position, array(statement, elementType(values), values));
            default -> statement.setObject(position, argument);
        }
    }

    /** One column of several rows, to be unnested. */
    record Column(String type, List<@Nullable Object> values) {}

    private Array array(PreparedStatement statement, String type, Collection<?> values) throws SQLException {
        return statement.getConnection().createArrayOf(type, values.stream().map(this::element).toArray());
    }

    /** The driver writes elements of an array by their text. */
    private @Nullable Object element(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Instant instant -> instant.truncatedTo(ChronoUnit.MICROS).toString();
            case RealInstant(Instant at) -> element(at);
            case Currency currency -> currency.code();
            case Map<?, ?> map -> json.write(map);
            case AsJson(var content) -> content == null ? null : json.write(content);
            default -> value;
        };
    }

    /** By the first value there is: the statement casts an array that may have none. */
    private static String elementType(Collection<?> values) {
        return switch (firstOf(values)) {
            case UUID _ -> "uuid";
            case Long _ -> "bigint";
            case Integer _ -> "int";
            default -> "text";
        };
    }

    private static Object firstOf(Collection<?> values) {
        for (Object value : values) {
            if (value != null) {
                return value;
            }
        }
        return "";
    }
}
