package dev.perennial.dev.stripe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The one mapper, and what is asked of JSON trees everywhere. */
final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private Json() {}

    static ObjectNode object() { return MAPPER.createObjectNode(); }

    /** @throws UncheckedIOException when the bytes are not one JSON object */
    static ObjectNode parse(byte[] bytes) {
        try {
            return (ObjectNode) MAPPER.readTree(bytes);
        } catch (IOException | ClassCastException e) {
            throw new UncheckedIOException(new IOException("not a JSON object", e));
        }
    }

    static byte[] bytes(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The tree as it is now, in a form that later changes of it do not reach. */
    static RawValue written(JsonNode node) {
        return new RawValue(new String(bytes(node), UTF_8));
    }

    /** An object with the same fields whose own fields may be replaced without changing the original. */
    static ObjectNode shallow(ObjectNode node) {
        return object().setAll(node);
    }

    /** The text of a field, or null when it is absent or JSON's null. */
    static @Nullable String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isMissingNode() || value.isNull() ? null : value.asText();
    }

    /** The id in a field that holds one. */
    static String id(JsonNode node, String field) {
        String id = text(node, field);
        if (id == null) {
            throw new IllegalStateException("no " + field + " in " + node);
        }
        return id;
    }

    static String id(JsonNode node) { return id(node, "id"); }

    static boolean is(JsonNode node, String field, String value) { return value.equals(text(node, field)); }

    static boolean has(JsonNode node, String field) { return text(node, field) != null; }
}
