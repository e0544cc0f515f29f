package dev.perennial.api.platform.input;

import java.util.List;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.perennial.core.persistence.WireNumber;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a buyer answered to custom fields: strings, whole numbers, booleans and {@code null}. Whether they fit the fields is a question for the domain.
 */
final class Answers extends Value<Map<String, @Nullable Object>> {
    static final Answers VALUE = new Answers();

    private Answers() {}

    @Override
    @Nullable
    Map<String, @Nullable Object> read(Spot spot) {
        if (!(spot.node() instanceof ObjectNode object)) {
            return spot.refuse("dict_type", "An object is expected here.");
        }
        Map<String, @Nullable Object> answers = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            JsonNode node = field.getValue();
            if (node.isNull()) {
                answers.put(field.getKey(), null);
            } else if (node.isTextual()) {
                answers.put(field.getKey(), node.textValue());
            } else if (node.isBoolean()) {
                answers.put(field.getKey(), node.booleanValue());
            } else if (Integers.of(node).filter(Integers::fitsLong).filter(WireNumber::keeps).isPresent()) {
                answers.put(field.getKey(), Integers.of(node).orElseThrow().longValueExact());
            } else {
                spot.at(field.getKey(), node).refuse("string_type", "A string, a whole number, a boolean or null is expected here.");
            }
        }
        return answers;
    }

    @Override
    ObjectNode describe() {
        ObjectNode schema = Schemas.of("object");
        schema.set("additionalProperties",
                Schemas.anyOf(List.of(Schemas.of("string"), Schemas.of("integer"), Schemas.of("boolean"), Schemas.of("null"))));
        return schema;
    }
}
