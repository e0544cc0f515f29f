package dev.perennial.api.platform.http;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.perennial.core.persistence.Json;

/** The JSON of the wire: the product's one mapping, spelled as in webhooks. Requests are not read with it but with {@code input}. */
public final class WireMapper {
    private WireMapper() {}

    /** A new mapper; building one is dear, keep it. */
    public static ObjectMapper create() {
        return Json.wireMapper().rebuild().addModule(new Jdk8Module()).enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
    }
}
