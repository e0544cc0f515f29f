package dev.perennial.api.platform.input;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The JSON body of a request, as an argument of a controller method. Nothing is parsed before it is read. */
public final class Body {
    // Unread characters behind the value are an error, and fractions are read exactly.
    private static final StreamReadConstraints LIMITS = StreamReadConstraints.builder().maxNestingDepth(200).maxNumberLength(1_000).build();
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder().streamReadConstraints(LIMITS).build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    private final Supplier<byte[]> content;
    private final @Nullable Recording recording;

    /** @param content the bytes that were sent, waited for when they are asked for */
    public Body(Supplier<byte[]> content) {
        this(content, null);
    }

    Body(Supplier<byte[]> content, @Nullable Recording recording) {
        this.content = content;
        this.recording = recording;
    }

    /**
     * The body as an object of this shape.
     *
     * @throws InvalidRequest with everything that is wrong with it
     */
    public <T> T read(Shape<T> shape) {
        return read(Values.objectOf(shape));
    }

    /**
     * The body as a value, such as a {@link Union}.
     *
     * @throws InvalidRequest with everything that is wrong with it
     */
    public <T> T read(Value<T> value) {
        if (recording != null) {
            throw recording.body(value, Recording.JSON, true);
        }
        JsonNode root = parse();
        if (root.isMissingNode() || root.isNull()) {
            throw refused(Problem.of("missing", Loc.BODY, "A body is required.", null));
        }
        return read(root, Spot.Encoding.JSON, value);
    }

    /**
     * The body as an object of this shape, where no body at all means an object without fields.
     *
     * @throws InvalidRequest with everything that is wrong with it
     */
    public <T> T readOptional(Shape<T> shape) {
        if (recording != null) {
            throw recording.body(Values.objectOf(shape), Recording.JSON, false);
        }
        JsonNode root = parse();
        return read(root.isMissingNode() || root.isNull() ? JSON.createObjectNode() : root, Spot.Encoding.JSON, Values.objectOf(shape));
    }

    /**
     * The body as the fields of a form. A field that is sent twice is a list, one without a value counts as not sent.
     *
     * @throws InvalidRequest with everything that is wrong with it
     */
    public <T> T readForm(Value<T> value) {
        if (recording != null) {
            throw recording.body(value, Recording.FORM, true);
        }
        ObjectNode root = JSON.createObjectNode();
        FormFields.of(decoded(content.get())).forEach((name, values) -> {
            if (values.size() > 1) {
                values.forEach(root.withArrayProperty(name)::add);
            } else {
                root.put(name, values.getFirst());
            }
        });
        return read(root, Spot.Encoding.TEXT, value);
    }

    private static <T> T read(JsonNode root, Spot.Encoding encoding, Value<T> value) {
        Problems problems = new Problems(InvalidRequest.Kind.SCHEMA);
        Characters.check(root, Loc.BODY, problems);
        problems.throwIfAny();
        T read = value.read(new Spot(root, Loc.BODY, encoding, problems));
        problems.throwIfAny();
        if (read == null) {
            throw new IllegalStateException("a body was read as nothing without a problem");
        }
        return read;
    }

    private JsonNode parse() {
        byte[] bytes = content.get();
        if (bytes.length == 0) {
            return MissingNode.getInstance();
        }
        try {
            return JSON.readTree(decoded(bytes));
        } catch (JacksonException broken) {
            var location = broken.getLocation();
            throw malformed(location == null ? 0 : Math.max(0, location.getCharOffset()), broken.getOriginalMessage());
        } catch (NumberFormatException _) {
            throw malformed(0, "the exponent of a number is too long"); // What the parser throws for more than ten digits of it.
        }
    }

    private static String decoded(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException _) {
            throw malformed(0, "it is not UTF-8");
        }
    }

    private static InvalidRequest malformed(long offset, @Nullable String reason) {
        return refused(new Problem("json_invalid", List.of("body", offset), "The body is not JSON.", Map.of(),
                Map.of("error", reason == null ? "malformed" : reason)));
    }

    private static InvalidRequest refused(Problem problem) {
        return new InvalidRequest(InvalidRequest.Kind.SCHEMA, List.of(problem));
    }
}
