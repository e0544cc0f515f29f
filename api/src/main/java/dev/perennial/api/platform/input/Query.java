package dev.perennial.api.platform.input;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import java.util.function.Supplier;

/** The query of a request, as an argument of a controller method. */
public final class Query {
    private final Map<String, List<String>> parameters;
    private final @Nullable Recording recording;

    /** @param parameters every parameter with its values in the order they were sent, decoded */
    public Query(Map<String, List<String>> parameters) {
        this(parameters, null);
    }

    Query(Map<String, List<String>> parameters, @Nullable Recording recording) {
        this.parameters = Map.copyOf(parameters);
        this.recording = recording;
    }

    /** The parameters as they were sent, for protocols that name them without us. */
    public Map<String, List<String>> raw() {
        if (recording != null) {
            throw recording.query(_ -> Optional.empty());
        }
        return parameters;
    }

    /**
     * The parameters as an object.
     *
     * @param shape names the parameters, and returns how to build the object when all of them were right
     * @throws InvalidRequest with everything that is wrong with them
     */
    public <T> T read(Function<Parameters, ? extends Supplier<? extends T>> shape) {
        if (recording != null) {
            throw recording.query(shape);
        }
        Problems problems = new Problems(InvalidRequest.Kind.SCHEMA);
        Supplier<? extends T> building = shape.apply(new Parameters(parameters, problems));
        problems.throwIfAny();
        return building.get();
    }
}
