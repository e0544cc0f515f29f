package dev.perennial.dev.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Merchant's own key-value pairs: a request adds to them, an empty value unsets one key, an empty group all of them. */
final class Metadata {
    private static final int KEYS = 50;

    private Metadata() {}

    static void merge(ObjectNode object, Params params) {
        JsonNode present = object.path("metadata");
        ObjectNode metadata = present instanceof ObjectNode group ? group : object.putObject("metadata");
        if (!params.has("metadata")) {
            return;
        }
        Params given = params.nested("metadata");
        if (given.isEmpty()) {
            metadata.removeAll();
        }
        for (String key : given.names()) {
            String value = given.text(key);
            if (value == null) {
                metadata.remove(key);
                continue;
            }
            if (key.length() > 40 || value.length() > 500) {
                throw ApiError.invalid(null, "Metadata keys have at most 40 characters and values at most 500.", given.path(key));
            }
            metadata.put(key, value);
        }
        if (metadata.size() > KEYS) {
            throw ApiError.invalid(null, "An object has at most 50 metadata keys.", "metadata");
        }
    }
}
