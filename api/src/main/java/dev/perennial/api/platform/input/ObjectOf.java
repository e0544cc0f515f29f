package dev.perennial.api.platform.input;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An object of one shape. */
final class ObjectOf<T> extends Value<T> {
    private final Shape<T> shape;

    ObjectOf(Shape<T> shape) { this.shape = shape; }

    @Override
    @Nullable
    T read(Spot spot) {
        if (!(spot.node() instanceof ObjectNode object)) {
            return spot.refuse("model_attributes_type", "An object is expected here.");
        }
        int before = spot.problems().count();
        Fields fields = new Fields(object, spot);
        Supplier<? extends T> building = shape.read(fields);
        fields.refuseOthers();
        return spot.problems().count() == before ? building.get() : null;
    }

    @Override
    ObjectNode describe() { return RecordedFields.describe(shape); }
}
