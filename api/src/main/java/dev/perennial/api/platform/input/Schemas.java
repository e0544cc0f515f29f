package dev.perennial.api.platform.input;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;

/** The words of JSON schema that values describe themselves with. */
final class Schemas {
    private Schemas() {}

    static ObjectNode any() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ObjectNode of(String type) {
        return any().put("type", type);
    }

    static ObjectNode oneOf(Collection<String> names) {
        ObjectNode schema = of("string");
        names.forEach(schema.putArray("enum")::add);
        return schema;
    }

    static ObjectNode anyOf(List<ObjectNode> members) {
        ObjectNode schema = any();
        schema.putArray("anyOf").addAll(members);
        return schema;
    }

    static ObjectNode nullable(ObjectNode schema) {
        return schema.isEmpty() ? schema : anyOf(List.of(schema, of("null")));
    }
}
