package dev.perennial.api.platform.input;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.LinkedHashSet;
import java.util.Set;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.stream.Collectors;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** One of several shapes, told apart by a field. The field's value becomes a step of the place where a problem is reported. */
public final class Union<T> extends Value<T> {
    private final String discriminator;
    private final Map<String, Shape<? extends T>> shapes;
    private final Set<String> refused;

    private Union(String discriminator, Map<String, Shape<? extends T>> shapes, Set<String> refused) {
        this.discriminator = discriminator;
        this.shapes = shapes;
        this.refused = refused;
    }

    /** A union without members yet. */
    public static <T> Union<T> on(String discriminator) {
        return new Union<>(discriminator, Map.of(), Set.of());
    }

    /** The union with one more member: objects whose discriminator is this tag. */
    public Union<T> when(String tag, Shape<? extends T> shape) {
        Map<String, Shape<? extends T>> more = new LinkedHashMap<>(shapes);
        more.put(tag, shape);
        return new Union<>(discriminator, more, refused);
    }

    /**
     * The union with members of the contract that this installation does not have: they are known, and refused.
     *
     * @param text why, for people
     */
    public Union<T> whenNot(String text, String... tags) {
        Map<String, Shape<? extends T>> more = new LinkedHashMap<>(shapes);
        Shape<T> refusing = in -> {
            in.refuse(discriminator, text);
            return () -> {
                throw new IllegalStateException("a refused member was built");
            };
        };
        Set<String> all = new LinkedHashSet<>(refused);
        for (String tag : tags) {
            more.put(tag, refusing);
            all.add(tag);
        }
        return new Union<>(discriminator, more, all);
    }

    @Override
    @Nullable
    T read(Spot spot) {
        if (!spot.node().isObject()) {
            return spot.refuse("model_attributes_type", "An object is expected here.");
        }
        JsonNode tag = spot.node().get(discriminator);
        if (tag == null || tag.isNull()) {
            return spot.refuse("union_tag_not_found", "The field '" + discriminator + "' is needed to tell what this is.",
                    Map.of("discriminator", "'" + discriminator + "'"));
        }
        Shape<? extends T> shape = tag.isTextual() ? shapes.get(tag.textValue()) : null;
        if (shape == null) {
            return refuseTag(tag.asText(), spot);
        }
        return readAs(shape, new Spot(spot.node(), spot.loc().then(tag.textValue()), spot.encoding(), spot.problems()));
    }

    private static <V> @Nullable V readAs(Shape<V> shape, Spot spot) {
        return new ObjectOf<>(shape).read(spot);
    }

    private @Nullable T refuseTag(String tag, Spot spot) {
        List<String> known = new ArrayList<>(shapes.keySet());
        String expected = known.stream().map(one -> "'" + one + "'").collect(Collectors.joining(", "));
        return spot.refuse("union_tag_invalid", "'" + tag + "' is none of the known values of '" + discriminator + "': " + expected + ".",
                Map.of("discriminator", "'" + discriminator + "'", "tag", tag, "expected_tags", expected));
    }

    @Override
    ObjectNode describe() {
        List<ObjectNode> branches = new ArrayList<>();
        shapes.forEach((tag, shape) -> {
            if (!refused.contains(tag)) {
                ObjectNode branch = RecordedFields.describe(shape);
                branch.withObject("/properties").set(discriminator, Schemas.of("string").put("const", tag));
                branch.withArray("required").add(discriminator);
                branches.add(branch);
            }
        });
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        schema.putArray("oneOf").addAll(branches);
        schema.putObject("discriminator").put("propertyName", discriminator);
        return schema;
    }
}
