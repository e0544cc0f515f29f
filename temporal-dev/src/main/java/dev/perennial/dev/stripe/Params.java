package dev.perennial.dev.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Form-encoded parameters with nested names such as {@code card[number]} and {@code expand[0]}. An empty text clears a field. */
final class Params {
    private final String prefix;
    private final Map<String, Object> tree;

    private Params(String prefix, Map<String, Object> tree) {
        this.prefix = prefix;
        this.tree = tree;
    }

    /** @throws ApiError 400 when the encoding or the nesting makes no sense */
    static Params parse(String encoded) {
        Map<String, Object> tree = new LinkedHashMap<>();
        for (String pair : encoded.split("&")) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                insert(tree, decode(equals < 0 ? pair : pair.substring(0, equals)), equals < 0 ? "" : decode(pair.substring(equals + 1)));
            }
        }
        return new Params("", tree);
    }

    private static String decode(String encoded) {
        try {
            return URLDecoder.decode(encoded, UTF_8);
        } catch (IllegalArgumentException e) {
            throw ApiError.invalid(null, "The request could not be decoded: " + e.getMessage(), null);
        }
    }

    @SuppressWarnings("unchecked")
    private static void insert(Map<String, Object> tree, String name, String value) {
        Map<String, Object> level = tree;
        int open = name.indexOf('[');
        String key = open < 0 ? name : name.substring(0, open);
        while (open >= 0) {
            int close = name.indexOf(']', open);
            if (close < 0) {
                throw ApiError.invalid(null, "The parameter name " + name + " has an open bracket.", name);
            }
            Object next = level.computeIfAbsent(key, _ -> new LinkedHashMap<String, Object>());
            if (!(next instanceof Map)) {
                throw ApiError.invalid(null, "The parameter " + name + " is both a value and a group.", name);
            }
            level = (Map<String, Object>) next;
            key = name.substring(open + 1, close);
            if (key.isEmpty()) {
                key = Integer.toString(level.size());
            }
            open = name.indexOf('[', close);
        }
        level.put(key, value);
    }

    /** Refuses every parameter that is not named here, as Stripe does: a typing error must not pass unseen. */
    Params allow(Set<String> names) {
        for (String name : tree.keySet()) {
            if (!names.contains(name) && !name.equals("expand")) {
                throw ApiError.invalid("parameter_unknown", "Received unknown parameter: " + path(name), path(name));
            }
        }
        return this;
    }

    boolean has(String name) { return tree.containsKey(name); }

    boolean isGroup(String name) { return tree.get(name) instanceof Map; }

    /** The text, or null when the parameter is absent or empty. */
    @Nullable
    String text(String name) {
        Object value = tree.get(name);
        if (value instanceof Map) {
            throw ApiError.invalid(null, "Invalid string: " + path(name) + " holds a group.", path(name));
        }
        String text = (String) value;
        return text == null || text.isEmpty() ? null : text;
    }

    String text(String name, String fallback) {
        String text = text(name);
        return text == null ? fallback : text;
    }

    String required(String name) {
        String text = text(name);
        if (text == null) {
            throw ApiError.invalid("parameter_missing", "Missing required param: " + path(name) + ".", path(name));
        }
        return text;
    }

    @Nullable
    Long integer(String name) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException _) {
            throw ApiError.invalid("parameter_invalid_integer", "Invalid integer: " + text, path(name));
        }
    }

    long integer(String name, long fallback) {
        Long value = integer(name);
        return value == null ? fallback : value;
    }

    boolean flag(String name) {
        String text = text(name, "false");
        if (!text.equals("true") && !text.equals("false")) {
            throw ApiError.invalid(null, "Invalid boolean: " + text, path(name));
        }
        return text.equals("true");
    }

    /** One of the given values. */
    String choice(String name, String fallback, Set<String> values) {
        String text = text(name, fallback);
        if (!values.contains(text)) {
            throw ApiError.invalid(null, "Invalid " + path(name) + ": must be one of " + String.join(", ", values), path(name));
        }
        return text;
    }

    /** The group of that name, empty when there is none. */
    @SuppressWarnings("unchecked")
    Params nested(String name) {
        Object value = tree.get(name);
        if (value instanceof String text && !text.isEmpty()) {
            throw ApiError.invalid(null, "Invalid object: " + path(name), path(name));
        }
        return new Params(path(name), value instanceof Map ? (Map<String, Object>) value : Map.of());
    }

    boolean isEmpty() { return tree.isEmpty(); }

    List<String> list(String name) {
        List<String> values = new ArrayList<>();
        Params items = nested(name);
        items.tree.keySet().forEach(key -> values.add(items.required(key)));
        return values;
    }

    Set<String> names() { return tree.keySet(); }

    /** The group as JSON with texts for leaves; an empty text becomes null. */
    ObjectNode json() {
        ObjectNode json = Json.object();
        for (String name : tree.keySet()) {
            if (tree.get(name) instanceof Map) {
                json.set(name, nested(name).json());
            } else {
                json.put(name, text(name));
            }
        }
        return json;
    }

    /** These parameters and one more. */
    Params with(String name, String value) {
        Map<String, Object> more = new LinkedHashMap<>(tree);
        more.put(name, value);
        return new Params(prefix, more);
    }

    /** The same text for the same parameters, whatever their order. */
    String canonical() { return sorted(tree).toString(); }

    private static Map<String, Object> sorted(Map<?, ?> tree) {
        Map<String, Object> sorted = new TreeMap<>();
        tree.forEach((key, value) -> sorted.put((String) key, value instanceof Map<?, ?> group ? sorted(group) : value));
        return sorted;
    }

    /** The name as the caller wrote it, for error messages. */
    String path(String name) {
        return prefix.isEmpty() ? name : prefix + "[" + name + "]";
    }
}
