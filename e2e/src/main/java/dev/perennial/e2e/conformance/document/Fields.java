package dev.perennial.e2e.conformance.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What an object may say, several alternatives taken together: a field is required when each of them requires it.
 *
 * @param values schemas of the values under keys that have no name; empty when nothing is said of such
 * @param mapBounds how many and how long such keys may be
 */
record Fields(Map<String, Field> byName, List<JsonNode> values, String mapBounds) {
    /** A field with the schemas it has in the alternatives. */
    record Field(List<JsonNode> schemas, boolean required) {}

    static Fields of(List<ObjectNode> objects) {
        Map<String, List<JsonNode>> schemas = new TreeMap<>();
        List<JsonNode> values = new ArrayList<>();
        for (ObjectNode object : objects) {
            object.path("properties").properties()
                    .forEach(field -> schemas.computeIfAbsent(field.getKey(), _ -> new ArrayList<>()).add(field.getValue()));
            if (object.path("additionalProperties").isObject()) {
                values.add(object.get("additionalProperties"));
            }
        }
        Map<String, Field> byName = new TreeMap<>();
        schemas.forEach((name, each) -> byName.put(name, new Field(List.copyOf(each), objects.stream().allMatch(object -> requires(object, name)))));
        String bounds = objects.stream().map(object -> object.path("maxProperties") + " " + keyLengths(object)).distinct().sorted()
                .collect(Collectors.joining(", "));
        return new Fields(byName, List.copyOf(values), bounds);
    }

    private static String keyLengths(ObjectNode object) {
        return object.at("/propertyNames/minLength") + "-" + object.at("/propertyNames/maxLength");
    }

    private static boolean requires(ObjectNode object, String name) {
        for (JsonNode required : object.path("required")) {
            if (required.asText().equals(name)) {
                return true;
            }
        }
        return false;
    }
}
