package dev.perennial.dev.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;

/** Replaces ids by the objects they name, along paths such as {@code data.latest_charge.balance_transaction}. */
final class Expander {
    private static final int DEEPEST = 4;

    private Expander() {}

    /** @throws ApiError 400 for a path that leads nowhere */
    static void expand(View view, ObjectNode body, List<String> paths) {
        for (String path : paths) {
            List<String> parts = Arrays.asList(path.split("\\."));
            if (parts.size() > DEEPEST) {
                throw ApiError.invalid(null, "Nothing is expanded deeper than " + DEEPEST + " levels: " + path, "expand");
            }
            expand(view, body, parts, path);
        }
    }

    private static void expand(View view, ObjectNode object, List<String> parts, String path) {
        String field = parts.getFirst();
        JsonNode value = object.get(field);
        if (value == null || (Json.is(object, "object", "charge") && field.equals("payment_method"))) {
            throw ApiError.invalid(null, "This property cannot be expanded (" + path + ").", "expand");
        }
        List<String> rest = parts.subList(1, parts.size());
        if (value.isArray()) {
            value.forEach(item -> expand(view, (ObjectNode) item, rest, path));
            return;
        }
        if (value.isTextual()) {
            value = named(view, value.asText(), path);
            object.set(field, value);
        }
        if (!rest.isEmpty() && value instanceof ObjectNode next) {
            expand(view, next, rest, path);
        }
    }

    private static JsonNode named(View view, String id, String path) {
        Kind kind = Kind.ofId(id);
        ObjectNode found = kind == null ? null : view.find(kind, id);
        if (found == null) {
            throw ApiError.invalid(null, "This property cannot be expanded (" + path + ").", "expand");
        }
        return found;
    }
}
