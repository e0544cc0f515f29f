package dev.perennial.api.platform.input;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Learns what an operation reads by letting it read: the operation is called with a body and a query that note which fields are named and then end the
 * call, before anything else happens.
 */
public final class Recording {
    static final String JSON = "application/json";
    static final String FORM = "application/x-www-form-urlencoded";

    private final List<Parameter> parameters = new ArrayList<>();
    private Optional<Content> body = Optional.empty();

    /**
     * A parameter of the query.
     *
     * @param style how it is written when not plainly, such as {@code deepObject}
     */
    public record Parameter(String name, ObjectNode schema, boolean required, Optional<String> style) {}

    /** The body of a request. */
    public record Content(ObjectNode schema, String mediaType, boolean required) {}

    /** Ends the call of an operation whose input has been noted. */
    static final class Noted extends RuntimeException {
        Noted() { super("what is read has been noted", null, false, false); }
    }

    private Recording() {}

    /**
     * What an operation reads.
     *
     * @param operation to be called with the body and the query, each of which it may ignore; one that reads both reads the query first
     * @param both whether it reads both
     * @throws IllegalStateException if it does something else before it has read
     */
    public static Recording of(BiConsumer<Body, Query> operation, boolean both) {
        Recording recording = new Recording();
        recording.run(operation, new Query(Map.of(), recording));
        if (both) {
            recording.run(operation, new Query(Map.of()));
        }
        return recording;
    }

    private void run(BiConsumer<Body, Query> operation, Query query) {
        try {
            operation.accept(new Body(() -> new byte[0], this), query);
        } catch (Noted _) {
            return;
        } catch (RuntimeException failed) {
            throw new IllegalStateException("an operation has to read its input before it does anything else", failed);
        }
        throw new IllegalStateException("an operation takes an input that it does not read");
    }

    Noted body(Value<?> value, String mediaType, boolean required) {
        body = Optional.of(new Content(value.describe(), mediaType, required));
        return new Noted();
    }

    Noted query(Function<Parameters, ?> shape) {
        RecordedParameters recorded = new RecordedParameters();
        var _ = shape.apply(recorded);
        parameters.addAll(recorded.named());
        return new Noted();
    }

    /** The parameters of the query, in the order they are read. */
    public List<Parameter> parameters() {
        return List.copyOf(parameters);
    }

    /** The body, if one is read. */
    public Optional<Content> body() {
        return body;
    }
}
