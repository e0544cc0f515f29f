package dev.perennial.core.persistence;

import static java.util.stream.Collectors.joining;

import dev.perennial.core.persistence.Parameters.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names and types of the columns of rows that are inserted together, as one array per column. */
record Columns(List<String> list, List<String> types) {

    /** @param described {@code "id uuid, amount bigint"} */
    static Columns of(String described) {
        var pairs = Arrays.stream(described.split(",")).map(pair -> pair.strip().split("\\s+")).toList();
        return new Columns(pairs.stream().map(pair -> pair[0]).toList(), pairs.stream().map(pair -> pair[1]).toList());
    }

    String names() { return String.join(", ", list); }

    /** A query over the arrays that keeps the order of the rows, so that a generated sequence follows it. */
    String unnested() {
        return types.stream().map(type -> "?::" + type + "[]").collect(joining(", ", "select " + names() + " from unnest(", ") "))
                + "with ordinality as added (" + names() + ", ordinality) order by ordinality";
    }

    @Nullable
    Object[] transpose(List<@Nullable Object[]> rows) {
        List<Column> columns = types.stream().map(type -> new Column(type, new ArrayList<>())).toList();
        for (@Nullable
        Object[] row : rows) {
            if (row.length != columns.size()) {
                throw new IllegalArgumentException(columns.size() + " values expected for " + names() + ", found " + row.length);
            }
            for (int i = 0; i < row.length; i++) {
                columns.get(i).values().add(row[i]);
            }
        }
        return columns.toArray();
    }
}
