package dev.perennial.api.platform.input;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Parameters nobody sends: notes which ones a reader names, and answers as if the query were empty. */
final class RecordedParameters extends Parameters {
    private final List<Recording.Parameter> named = new ArrayList<>();

    RecordedParameters() {
        super(Map.of(), new Problems(InvalidRequest.Kind.SCHEMA));
    }

    List<Recording.Parameter> named() {
        return List.copyOf(named);
    }

    @Override
    public <T> Required<T> required(String name, Value<T> value) {
        named.add(new Recording.Parameter(name, value.describe(), true, Optional.empty()));
        return new Required<>(null);
    }

    @Override
    public <T> Optional<T> optional(String name, Value<T> value) {
        name(name, value.describe());
        return Optional.empty();
    }

    @Override
    public <T> T orElse(String name, Value<T> value, T fallback) {
        name(name, withDefault(value.describe(), fallback));
        return fallback;
    }

    @Override
    public <T> List<T> all(String name, Value<T> value) {
        ObjectNode schema = Schemas.of("array");
        schema.set("items", value.describe());
        name(name, schema);
        return List.of();
    }

    @Override
    public Map<String, List<String>> metadata() {
        ObjectNode schema = Schemas.of("object");
        List<ObjectNode> values = new ArrayList<>();
        // Sent as text, and compared with whatever is stored as text.
        for (String type : List.of("string", "integer", "boolean")) {
            ObjectNode several = Schemas.of("array");
            several.set("items", Schemas.of(type));
            values.add(Schemas.of(type));
            values.add(several);
        }
        schema.set("additionalProperties", Schemas.anyOf(values));
        named.add(new Recording.Parameter("metadata", schema, false, Optional.of("deepObject")));
        return Map.of();
    }

    private void name(String name, ObjectNode schema) {
        named.add(new Recording.Parameter(name, schema, false, Optional.empty()));
    }

    /** Only defaults that look on the wire as they look in Java are told. */
    static ObjectNode withDefault(ObjectNode schema, Object fallback) {
        return switch (fallback) {
            case Boolean yes -> schema.put("default", yes);
            case Integer number -> schema.put("default", number);
            case String text -> schema.put("default", text);
            default -> schema;
        };
    }
}
