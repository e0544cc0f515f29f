package dev.perennial.dev.stripe;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Pages of objects, newest first, and what a list may be filtered by. */
final class Lists {
    private static final Set<String> PAGING = Set.of("limit", "starting_after", "ending_before", "created");

    private Lists() {}

    /** The page a list request asks for; {@code filters} are fields that must equal the parameter of the same name. */
    static ObjectNode page(View view, Kind kind, Request request, String... filters) {
        return page(view, kind, request, UnaryOperator.identity(), filters);
    }

    static ObjectNode page(View view, Kind kind, Request request, UnaryOperator<ObjectNode> shown, String... filters) {
        Params params = request.params();
        Set<String> names = new HashSet<>(PAGING);
        names.addAll(List.of(filters));
        params.allow(names);
        IdList ids = view.ids(kind);
        Predicate<ObjectNode> wanted = created(params);
        for (String filter : filters) {
            String value = params.text(filter);
            if (value != null) {
                wanted = wanted.and(object -> Json.is(object, filter, value));
                if (Kind.isIndexed(filter)) {
                    ids = shorter(ids, view.ids(kind, Kind.term(filter, value)));
                }
            }
        }
        return page(view, kind, request, ids, wanted, shown);
    }

    /** A page of those ids whose objects are wanted. */
    static ObjectNode page(View view, Kind kind, Request request, IdList ids, Predicate<ObjectNode> wanted, UnaryOperator<ObjectNode> shown) {
        Params params = request.params();
        int limit = limit(params);
        String after = params.text("starting_after");
        String before = params.text("ending_before");
        boolean towardsNewer = before != null;
        int step = towardsNewer ? 1 : -1;
        int start = towardsNewer
                ? place(ids, kind, before, "ending_before") + 1
                : after == null ? ids.size() - 1 : place(ids, kind, after, "starting_after") - 1;
        List<ObjectNode> found = new ArrayList<>();
        for (int i = start; i >= 0 && i < ids.size() && found.size() <= limit; i += step) {
            ObjectNode object = view.find(kind, ids.get(i));
            if (object != null && !object.path("deleted").asBoolean() && wanted.test(object)) {
                found.add(shown.apply(object));
            }
        }
        boolean more = found.size() > limit;
        List<ObjectNode> data = more ? found.subList(0, limit) : found;
        if (towardsNewer) {
            Collections.reverse(data);
        }
        return list("list", request.path(), data, more);
    }

    static ObjectNode list(String object, String url, List<ObjectNode> data, boolean more) {
        ObjectNode page = Json.object().put("object", object).put("url", url).put("has_more", more);
        ArrayNode items = page.putArray("data");
        data.forEach(items::add);
        return page;
    }

    static int limit(Params params) {
        long limit = params.integer("limit", 10);
        if (limit < 1 || limit > 100) {
            throw ApiError.invalid("parameter_invalid_integer", "A page has 1 to 100 objects.", "limit");
        }
        return (int) limit;
    }

    static IdList shorter(IdList a, IdList b) { return b.size() < a.size() ? b : a; }

    private static int place(IdList ids, Kind kind, @Nullable String id, String param) {
        int place = id == null ? -1 : ids.indexOf(id);
        if (place < 0) {
            throw ApiError.missing(kind, String.valueOf(id), param);
        }
        return place;
    }

    private static Predicate<ObjectNode> created(Params params) {
        if (!params.isGroup("created")) {
            Long exact = params.integer("created");
            return exact == null ? _ -> true : object -> object.path("created").asLong() == exact;
        }
        Params range = params.nested("created").allow(Set.of("gt", "gte", "lt", "lte"));
        long from = Math.max(range.integer("gte", Long.MIN_VALUE), range.has("gt") ? range.integer("gt", 0) + 1 : Long.MIN_VALUE);
        long to = Math.min(range.integer("lte", Long.MAX_VALUE), range.has("lt") ? range.integer("lt", 0) - 1 : Long.MAX_VALUE);
        return object -> object.path("created").asLong() >= from && object.path("created").asLong() <= to;
    }
}
