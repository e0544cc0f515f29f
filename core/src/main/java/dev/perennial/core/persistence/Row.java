package dev.perennial.core.persistence;

import dev.perennial.core.money.Currency;
import dev.perennial.core.money.Money;
import dev.perennial.core.time.RealInstant;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The row a result set stands on, read by column name. */
public final class Row {
    private final ResultSet rows;
    private final Json json;

    Row(ResultSet rows, Json json) {
        this.rows = rows;
        this.json = json;
    }

    public UUID uuid(String column) { return present(column, uuidOrNull(column)); }

    public @Nullable UUID uuidOrNull(String column) { return read(column, UUID.class); }

    public String text(String column) { return present(column, textOrNull(column)); }

    public @Nullable String textOrNull(String column) {
        try {
            return rows.getString(column); // Unlike getObject also for jsonb.
        } catch (SQLException e) {
            throw SqlFailure.of(e, "column " + column);
        }
    }

    public byte @Nullable [] bytesOrNull(String column) {
        try {
            return rows.getBytes(column);
        } catch (SQLException e) {
            throw SqlFailure.of(e, "column " + column);
        }
    }

    public Instant instant(String column) { return present(column, instantOrNull(column)); }

    public @Nullable Instant instantOrNull(String column) {
        OffsetDateTime time = read(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    /** A column that holds real time, whoever's clock stands still. */
    public RealInstant realInstant(String column) {
        return new RealInstant(instant(column));
    }

    public @Nullable RealInstant realInstantOrNull(String column) {
        Instant time = instantOrNull(column);
        return time == null ? null : new RealInstant(time);
    }

    /** A whole number of any width. */
    public long number(String column) {
        try {
            long value = rows.getLong(column);
            if (rows.wasNull()) {
                throw new IllegalStateException("column " + column + " is null");
            }
            return value;
        } catch (SQLException e) {
            throw SqlFailure.of(e, "column " + column);
        }
    }

    public int integer(String column) { return present(column, integerOrNull(column)); }

    public @Nullable Integer integerOrNull(String column) {
        try {
            return rows.getObject(column) instanceof Number value ? Integer.valueOf(Math.toIntExact(value.longValue())) : null;
        } catch (SQLException e) {
            throw SqlFailure.of(e, "column " + column);
        }
    }

    public boolean flag(String column) { return present(column, read(column, Boolean.class)); }

    public Currency currency(String column) { return Currency.of(text(column)); }

    public Money money(String column, String currencyColumn) { return new Money(number(column), currency(currencyColumn)); }

    public Map<String, Object> map(String column) { return json.readMap(text(column)); }

    public @Nullable Map<String, Object> mapOrNull(String column) {
        String text = textOrNull(column);
        return text == null ? null : json.readMap(text);
    }

    /** A jsonb value as a record. */
    public <T> @Nullable T json(String column, Class<T> type) {
        String text = textOrNull(column);
        return text == null ? null : json.read(text, type);
    }

    /** A jsonb array of records, such as the children of a row collected by {@code jsonb_agg}; null reads as empty. */
    public <T> List<T> list(String column, Class<T> type) {
        String text = textOrNull(column);
        return text == null ? List.of() : json.readList(text, type);
    }

    public List<UUID> uuids(String column) { return array(column, UUID[].class); }

    public List<String> texts(String column) { return array(column, String[].class); }

    private <T> List<T> array(String column, Class<T[]> type) {
        try {
            Array array = rows.getArray(column);
            return array == null ? List.of() : List.of(type.cast(array.getArray()));
        } catch (SQLException e) {
            throw SqlFailure.of(e, "column " + column);
        }
    }

    private <T> @Nullable T read(String column, Class<T> type) {
        try {
            return rows.getObject(column, type);
        } catch (SQLException e) {
            throw SqlFailure.of(e, "column " + column);
        }
    }

    private static <T> T present(String column, @Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("column " + column + " is null");
        }
        return value;
    }
}
