package dev.perennial.api.platform.input;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.perennial.core.Patch;
import java.util.Optional;

/** Fields nobody sends: notes which ones a reader names, and answers as if the object were empty. */
final class RecordedFields extends Fields {
    private final ObjectNode schema;

    private RecordedFields(ObjectNode schema, Spot nowhere) {
        super(JsonNodeFactory.instance.objectNode(), nowhere);
        this.schema = schema;
    }

    /** The schema of the objects a shape reads. What it builds is never built. */
    static ObjectNode describe(Shape<?> shape) {
        ObjectNode schema = Schemas.of("object");
        schema.putObject("properties");
        Spot nowhere = new Spot(JsonNodeFactory.instance.objectNode(), Loc.BODY, Spot.Encoding.JSON, new Problems(InvalidRequest.Kind.SCHEMA));
        shape.read(new RecordedFields(schema, nowhere));
        return schema;
    }

    @Override
    public <T> Required<T> required(String name, Value<T> value) {
        name(name, value.describe());
        schema.withArray("required").add(name);
        return new Required<>(null);
    }

    @Override
    public <T> Optional<T> optional(String name, Value<T> value) {
        name(name, Schemas.nullable(value.describe()));
        return Optional.empty();
    }

    @Override
    public <T> T orElse(String name, Value<T> value, T fallback) {
        name(name, RecordedParameters.withDefault(value.describe(), fallback));
        return fallback;
    }

    @Override
    public <T> Patch<T> patch(String name, Value<T> value) {
        name(name, Schemas.nullable(value.describe()));
        return Patch.keep();
    }

    @Override
    public <T> Optional<T> ifSent(String name, Value<T> value) {
        name(name, value.describe());
        return Optional.empty();
    }

    private void name(String name, ObjectNode described) {
        schema.withObject("/properties").set(name, described);
    }
}
