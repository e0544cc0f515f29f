package dev.perennial.e2e.conformance.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The schemas of one document, taken apart: references followed, unions of any kind dissolved into their simple members. */
final class Schemas {
    private static final List<String> UNIONS = List.of("anyOf", "oneOf");
    private final JsonNode document;

    Schemas(JsonNode document) {
        this.document = document;
    }

    /**
     * A schema as its simple members.
     *
     * @param simple schemas of one type each, or of none where anything goes
     * @param nullable whether null is a member
     * @param tags properties that are declared to tell the members apart
     */
    record Alternatives(List<ObjectNode> simple, boolean nullable, Set<String> tags) {
        List<ObjectNode> ofType(String type) {
            return simple.stream().filter(each -> each.path("type").asText().equals(type)).toList();
        }
    }

    /** The members of one schema, or of several that are alternatives. */
    Alternatives alternatives(List<JsonNode> schemas) {
        Gathering gathering = new Gathering();
        schemas.forEach(schema -> gathering.add(schema, 0));
        return new Alternatives(gathering.simple, gathering.nullable, gathering.tags);
    }

    /** What a reference stands for; anything else is itself. */
    JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? resolve(document.at(node.get("$ref").asText().substring(1))) : node;
    }

    private final class Gathering {
        private static final int DEEPEST = 50;
        private final List<ObjectNode> simple = new ArrayList<>();
        private final Set<String> tags = new LinkedHashSet<>();
        private boolean nullable;

        private void add(JsonNode schema, int depth) {
            if (depth > DEEPEST) {
                throw new IllegalArgumentException("references that lead nowhere: " + schema);
            }
            if (schema.has("$ref")) {
                add(merged(document.at(schema.get("$ref").asText().substring(1)), without(schema, "$ref")), depth + 1);
                return;
            }
            if (schema.has("allOf")) {
                JsonNode whole = without(schema, "allOf");
                for (JsonNode part : schema.get("allOf")) {
                    whole = merged(resolve(part), (ObjectNode) whole);
                }
                add(whole, depth + 1);
                return;
            }
            if (schema.has("discriminator")) {
                tags.add(schema.at("/discriminator/propertyName").asText());
            }
            for (String union : UNIONS) {
                if (schema.has(union)) {
                    ObjectNode common = without(schema, union);
                    common.remove(List.of("discriminator", "title", "description", "examples", "default"));
                    schema.get(union).forEach(member -> add(merged(member, common), depth + 1));
                    return;
                }
            }
            if (schema.path("type").isArray()) {
                schema.get("type").forEach(type -> add(without(schema, "type").set("type", type), depth + 1));
                return;
            }
            addSimple((ObjectNode) schema.deepCopy());
        }

        private void addSimple(ObjectNode schema) {
            if (schema.path("type").asText().equals("null")) {
                nullable = true;
                return;
            }
            if (schema.has("const")) {
                schema.putArray("enum").add(schema.remove("const"));
            }
            if (!schema.has("type") && schema.has("properties")) {
                schema.put("type", "object");
            }
            if (!schema.has("type") && schema.has("enum")) {
                schema.put("type", schema.get("enum").get(0).isTextual() ? "string" : "integer");
            }
            simple.add(schema);
        }
    }

    private static ObjectNode without(JsonNode schema, String key) {
        ObjectNode rest = schema.deepCopy();
        rest.remove(key);
        return rest;
    }

    private static ObjectNode merged(JsonNode schema, ObjectNode more) {
        ObjectNode merged = schema.isObject() ? schema.deepCopy() : JsonNodeFactory.instance.objectNode();
        merged.setAll(more);
        return merged;
    }
}
