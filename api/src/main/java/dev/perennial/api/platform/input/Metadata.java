package dev.perennial.api.platform.input;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.perennial.core.persistence.WireNumber;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        if (node.isNumber()) {
            return number(spot, node.doubleValue());
        }
        return STRING.read(spot);
    }

    /** The nearest double, as the wire will spell it; what was meant as a whole number is not changed but refused (WEB-3). */
    private static @Nullable Object number(Spot spot, double nearest) {
        if (!Double.isFinite(nearest)) {
            return spot.refuse("finite_number", "The number is too large.");
        }
        if (spot.node().isIntegralNumber() && !WireNumber.keeps(spot.node().bigIntegerValue())) {
            return spot.refuse("int_parsing_size", "Not every client can hold all digits of this number: send it as a string.");
        }
        return nearest == Math.rint(nearest) && Math.abs(nearest) < Long.MAX_VALUE ? (Object) (long) nearest : (Object) nearest;
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
