package dev.perennial.api.platform.http;

import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.perennial.core.persistence.Json;

/** The JSON of the wire: the product's one mapping, with decimals as they are written. Requests are not read with it but with {@code input}. */
public final class WireMapper {
    private WireMapper() {}

    /** A new mapper; building one is dear, keep it. */
    public static ObjectMapper create() {
        return Json.mapper().rebuild().addModule(new Jdk8Module()).enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();
    }
}
