package dev.perennial.core.persistence;

import dev.perennial.core.listing.Listing;
import dev.perennial.core.listing.PageRequest;
import dev.perennial.core.listing.Sort;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The query behind a list: conditions that all have to hold, an order and a page. A filter that was not sent adds no condition, a filter with several
 * values is met by any of them.
 */
public final class ListQuery {
    private static final String NOTHING = "false";

    private final List<String> conditions = new ArrayList<>();
    private final List<@Nullable Object> arguments = new ArrayList<>();

    private ListQuery() {}

    /** A query over the rows of these organizations, and over none when there are none. */
    public static ListQuery within(Set<UUID> organizations) {
        ListQuery query = new ListQuery();
        return organizations.isEmpty() ? query.and(NOTHING) : query.any("organization_id", organizations);
    }

    /** A query over rows that are not told apart by organization, with an argument for each question mark. */
    public static ListQuery where(String condition, @Nullable Object... values) {
        return new ListQuery().and(condition, values);
    }

    /** One more condition, with an argument for each of its question marks. */
    public ListQuery and(String condition, @Nullable Object... values) {
        conditions.add(condition);
        Collections.addAll(arguments, values);
        return this;
    }

    /** That an expression has one of the values; none at all means that it may have any. */
    public ListQuery any(String expression, Collection<?> values) {
        return values.isEmpty() ? this : and(expression + " = any(?)", values);
    }

    /** A condition with one question mark, if there is a value for it. */
    public ListQuery when(Optional<?> value, String condition) {
        return value.isEmpty() ? this : and(condition, value.get());
    }

    /** One of two conditions, if there is a choice. */
    public ListQuery choose(Optional<Boolean> choice, String yes, String no) {
        return choice.isEmpty() ? this : and(choice.get() ? yes : no);
    }

    /** That a text contains another one, ignoring case; {@code %} and {@code _} mean themselves. */
    public ListQuery contains(Optional<String> part, String expression) {
        return part.isEmpty() ? this : and("strpos(lower(" + expression + "), lower(?)) > 0", part.get());
    }

    /** That for each key the metadata has one of the values, compared as text. */
    public ListQuery metadata(Map<String, List<String>> wanted) {
        wanted.forEach((key, values) -> and("metadata ->> ? = any(?)", key, values));
        return this;
    }

    /**
     * Runs the query: one statement for the page, and one to count unless the page tells the length of the list.
     *
     * @param select a query that ends in {@code where}
     * @param table what it selects from
     * @param column the expression each key sorts by; the id is always the last key
     */
    public <T, K extends Enum<K>> Listing<T> page(Sql sql, String select, String table, List<Sort<K>> sorting, Function<K, String> column,
            PageRequest page, Function<Row, T> reader) {
        StringBuilder order = new StringBuilder();
        for (Sort<K> sort : sorting) {
            order.append(column.apply(sort.key())).append(sort.direction() == Sort.Direction.DESCENDING ? " desc, " : ", ");
        }
        String where = String.join(" and ", conditions);
        List<@Nullable Object> all = new ArrayList<>(arguments);
        all.add(page.limit());
        all.add(page.offset());
        List<T> items = sql.list(select + where + " order by " + order + "id limit ? offset ?", reader, all.toArray());
        boolean last = items.size() < page.limit() && (!items.isEmpty() || page.offset() == 0);
        long total = last
                ? page.offset() + items.size()
                : sql.one("select count(*) as total from " + table + " where " + where, row -> row.number("total"), arguments.toArray());
        return new Listing<>(items, total);
    }
}
