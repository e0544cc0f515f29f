package dev.perennial.api.platform.input;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** A list of values of one type. A {@code null} in it is a value of the wrong type. */
public final class ListOf<T> extends Value<List<T>> {
    private final Value<T> element;
    private final int minimum;
    private final int maximum;

    ListOf(Value<T> element, int minimum, int maximum) {
        this.element = element;
        this.minimum = minimum;
        this.maximum = maximum;
    }

    /** Between so many and so many elements, both included. */
    public ListOf<T> size(int least, int most) {
        return new ListOf<>(element, least, most);
    }

    @Override
    @Nullable
    List<T> read(Spot spot) {
        JsonNode node = spot.node();
        if (!node.isArray()) {
            return spot.refuse("list_type", "A list is expected here.");
        }
        int size = node.size();
        if (size < minimum) {
            return spot.refuse("too_short", "At least " + minimum + " element(s) are needed, not " + size + ".",
                    Map.of("field_type", "List", "min_length", minimum, "actual_length", size));
        }
        if (size > maximum) {
            return spot.refuse("too_long", "No more than " + maximum + " element(s) fit, not " + size + ".",
                    Map.of("field_type", "List", "max_length", maximum, "actual_length", size));
        }
        int before = spot.problems().count();
        List<T> elements = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            T one = element.read(spot.at(i, node.get(i)));
            if (one != null) {
                elements.add(one);
            }
        }
        return spot.problems().count() == before ? List.copyOf(elements) : null;
    }

    @Override
    ObjectNode describe() {
        ObjectNode schema = Schemas.of("array");
        schema.set("items", element.describe());
        if (minimum > 0) {
            schema.put("minItems", minimum);
        }
        return maximum == Integer.MAX_VALUE ? schema : schema.put("maxItems", maximum);
    }
}
