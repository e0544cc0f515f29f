package dev.perennial.dev.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;

/** Replaces ids by the objects they name, along paths such as {@code data.latest_charge.balance_transaction}. */
final class Expander {
    private static final int DEEPEST = 4;

    private Expander() {}

    /**
     * A copy of the object in which the paths are expanded. Only what lies on a path is copied: the object may be about to be
     * stored, and what is shown must not get into it.
     *
     * @throws ApiError 400 for a path that leads nowhere
     */
    static ObjectNode expanded(View view, ObjectNode body, List<String> paths) {
        ObjectNode shown = Json.shallow(body);
        for (String path : paths) {
            List<String> parts = Arrays.asList(path.split("\\."));
            if (parts.size() > DEEPEST) {
                throw ApiError.invalid(null, "Nothing is expanded deeper than " + DEEPEST + " levels: " + path, "expand");
            }
            expand(view, shown, parts, path);
        }
        return shown;
    }

    private static void expand(View view, ObjectNode shown, List<String> parts, String path) {
        String field = parts.getFirst();
        JsonNode value = shown.get(field);
        if (value == null && Json.is(shown, "object", "refund") && field.equals("failure_balance_transaction")) {
            return; // Only a refund that has failed has one.
        }
        if (value == null || (Json.is(shown, "object", "charge") && field.equals("payment_method"))) {
            throw unexpandable(path);
        }
        List<String> rest = parts.subList(1, parts.size());
        if (value.isArray()) {
            if (rest.isEmpty()) {
                throw unexpandable(path);
            }
            ArrayNode items = shown.putArray(field);
            value.forEach(item -> {
                ObjectNode copy = Json.shallow((ObjectNode) item);
                expand(view, copy, rest, path);
                items.add(copy);
            });
        } else if (!value.isNull()) {
            ObjectNode next = Json.shallow(value instanceof ObjectNode inline ? inline : named(view, value.asText(), path));
            shown.set(field, next);
            if (!rest.isEmpty()) {
                expand(view, next, rest, path);
            }
        }
    }

    private static ApiError unexpandable(String path) {
        return ApiError.invalid(null, "This property cannot be expanded (" + path + ").", "expand");
    }

    private static ObjectNode named(View view, String id, String path) {
        Kind kind = Kind.ofId(id);
        ObjectNode found = kind == null ? null : view.find(kind, id);
        if (found == null) {
            throw unexpandable(path);
        }
        return found;
    }
}
