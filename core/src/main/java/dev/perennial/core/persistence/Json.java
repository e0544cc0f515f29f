package dev.perennial.core.persistence;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.perennial.core.identity.Scope;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one JSON mapping of the product: snake_case names, enum constants in lower case, every declared field present, null where there is no value, instants in UTC with microseconds only
 * when there are some. HTTP answers, webhook payloads, workflow payloads and jsonb columns all go through it, so they cannot disagree. What leaves the product is spelled as
 * ECMAScript spells it besides, on the wire and in webhooks alike; what we keep ourselves is as exact as it came.
 */
@Singleton
public final class Json {
    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};
    private final ObjectMapper mapper = mapper();
    private final ObjectMapper wireMapper = wireMapper();

    /** A mapper as described above, for those who must hand one to a library. */
    public static JsonMapper mapper() {
        return configured(JsonMapper.builder()).build();
    }

    /** A mapper for what leaves the product: its bytes are those of {@code JSON.stringify(JSON.parse(bytes))} (WEB-1, WEB-2). */
    public static JsonMapper wireMapper() {
        return configured(JsonMapper.builder(WireGenerator.factory())).addModule(new SimpleModule("wire").addSerializer(new WireMap())).build();
    }

    private static JsonMapper.Builder configured(JsonMapper.Builder builder) {
        return builder.addModule(new JavaTimeModule())
                .addModule(new SimpleModule().addSerializer(new WireInstant()))
                .annotationIntrospector(new LowerCaseEnums()).enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .defaultPropertyInclusion(JsonInclude.Value.construct(JsonInclude.Include.ALWAYS, JsonInclude.Include.ALWAYS))
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS).disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    /** For ourselves: a column, a parameter. */
    public String write(Object value) { return written(mapper, value); }

    /** For others: a webhook, a file that is downloaded. */
    public String writeForWire(Object value) { return written(wireMapper, value); }

    private static String written(ObjectMapper by, Object value) {
        try {
            return by.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write " + value.getClass().getSimpleName() + " as JSON", e);
        }
    }

    public <T> T read(String text, Class<T> type) {
        try {
            return mapper.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot read a " + type.getSimpleName() + " from JSON", e);
        }
    }

    public <T> List<T> readList(String text, Class<T> type) {
        try {
            return mapper.readerForListOf(type).readValue(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot read a list of " + type.getSimpleName() + " from JSON", e);
        }
    }

    public Map<String, Object> readMap(String text) {
        try {
            return mapper.readValue(text, MAP);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot read a map from JSON", e);
        }
    }

    /** Constants without a name of their own; values stored in upper case are read as well. */
    private static final class LowerCaseEnums extends JacksonAnnotationIntrospector {
        @Override
        public String[] findEnumValues(MapperConfig<?> config, AnnotatedClass type, Enum<?>[] constants, @Nullable String[] names) {
            String[] found = super.findEnumValues(config, type, constants, names);
            for (int i = 0; i < constants.length; i++) {
                if (found[i] == null) {
                    found[i] = constants[i] instanceof Scope scope ? scope.wire() : constants[i].name().toLowerCase(Locale.ROOT);
                }
            }
            return found;
        }
    }
}
