package dev.perennial.dev.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The search language, as far as clauses joined by AND go: {@code metadata['k']:'v'}, {@code status:'succeeded'},
 * {@code amount>100}. What is written is found at once; Stripe itself takes up to a minute.
 */
final class Search {
    private static final Pattern CLAUSE = Pattern.compile(
            "\\s*(?:metadata\\[(['\"])(?<key>.+?)\\1\\]|(?<field>[a-z_]+))\\s*(?<operator>:|>=|<=|>|<)\\s*(?:(['\"])(?<text>.*?)\\5|(?<number>\\d+))\\s*");
    private static final Set<String> FIELDS = Set.of("status", "customer", "currency", "amount", "created", "email", "name");

    private Search() {}

    static ObjectNode page(View view, Kind kind, Request request) {
        Params params = request.params().allow(Set.of("query", "limit", "page"));
        IdList ids = view.ids(kind);
        Predicate<ObjectNode> wanted = object -> !object.path("deleted").asBoolean();
        for (String clause : params.required("query").split("(?i)\\s+and\\s+")) {
            Matcher part = CLAUSE.matcher(clause);
            if (!part.matches() || (part.group("field") != null && !FIELDS.contains(part.group("field")))) {
                throw ApiError.invalid(null, "This part of the query is not understood: " + clause, "query");
            }
            wanted = wanted.and(predicate(part));
            String key = part.group("key");
            String text = part.group("text");
            if (key != null && text != null && (kind == Kind.PAYMENT_INTENT || kind == Kind.CHARGE)) {
                ids = Lists.shorter(ids, view.ids(kind, Kind.metadataTerm(key, text)));
            }
        }
        return page(view, kind, request, ids, wanted);
    }

    private static ObjectNode page(View view, Kind kind, Request request, IdList ids, Predicate<ObjectNode> wanted) {
        int limit = Lists.limit(request.params());
        String after = request.params().text("page");
        List<ObjectNode> found = new ArrayList<>();
        int start = after == null ? ids.size() : ids.indexOf(after);
        for (int i = start - 1; i >= 0 && found.size() <= limit; i--) {
            ObjectNode object = view.find(kind, ids.get(i));
            if (object != null && wanted.test(object)) {
                found.add(object);
            }
        }
        boolean more = found.size() > limit;
        List<ObjectNode> data = more ? found.subList(0, limit) : found;
        return Lists.list("search_result", request.path(), data, more).put("next_page", more ? Json.id(data.getLast()) : null);
    }

    private static Predicate<ObjectNode> predicate(Matcher part) {
        String key = part.group("key");
        String field = part.group("field");
        String text = part.group("text");
        String operator = part.group("operator");
        if (text != null) {
            return object -> operator.equals(":") && (key == null ? Json.is(object, field, text) : Json.is(object.path("metadata"), key, text));
        }
        long number = Long.parseLong(part.group("number"));
        return object -> {
            long value = object.path(field).asLong();
            return switch (operator) {
                case ">" -> value > number;
                case "<" -> value < number;
                case ">=" -> value >= number;
                case "<=" -> value <= number;
                default -> value == number;
            };
        };
    }
}
