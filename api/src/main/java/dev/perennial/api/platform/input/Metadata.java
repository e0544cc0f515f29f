package dev.perennial.api.platform.input;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The merchant's own key-value pairs on an object (spec/01 section 8.5). A value is a {@code String}, a {@code Long}, a {@code Double} or a
 * {@code Boolean}; the order of the keys is kept.
 */
final class Metadata extends Value<Map<String, Object>> {
    static final Metadata VALUE = new Metadata();
    private static final int MOST_KEYS = 50;
    private static final Text KEY = Values.text().length(1, 40);
    private static final Text STRING = Values.text().length(1, 500);

    private Metadata() {}

    @Override
    @Nullable
    Map<String, Object> read(Spot spot) {
        if (!(spot.node() instanceof ObjectNode object)) {
            return spot.refuse("dict_type", "An object is expected here.");
        }
        if (object.size() > MOST_KEYS) {
            return spot.refuse("too_long", "No more than " + MOST_KEYS + " keys fit, not " + object.size() + ".",
                    Map.of("field_type", "Dictionary", "max_length", MOST_KEYS, "actual_length", object.size()));
        }
        Map<String, Object> pairs = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> pair : object.properties()) {
            Spot at = spot.at(pair.getKey(), pair.getValue());
            String key = KEY.read(at.at("[key]", object.textNode(pair.getKey())));
            Object value = scalar(at);
            if (key != null && value != null) {
                pairs.put(key, value);
            }
        }
        return Collections.unmodifiableMap(pairs);
    }

    private static @Nullable Object scalar(Spot spot) {
        JsonNode node = spot.node();
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        if (node.isIntegralNumber() && !node.canConvertToLong()) {
            return spot.refuse("int_parsing_size", "The number is too large.");
        }
        Optional<BigInteger> whole = Integers.of(node).filter(Integers::fitsLong);
        if (whole.isPresent()) {
            return whole.get().longValueExact();
        }
        if (node.isNumber()) {
            double number = node.doubleValue();
            return Double.isFinite(number) ? (Object) number : spot.refuse("finite_number", "The number is too large.");
        }
        return STRING.read(spot);
    }

    @Override
    ObjectNode describe() {
        ObjectNode schema = Schemas.of("object").put("maxProperties", MOST_KEYS);
        schema.set("propertyNames", KEY.describe().without("type"));
        schema.set("additionalProperties",
                Schemas.anyOf(List.of(STRING.describe(), Schemas.of("integer"), Schemas.of("number"), Schemas.of("boolean"))));
        return schema;
    }
}
