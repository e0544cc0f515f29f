package dev.perennial.api.platform.document;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.perennial.core.customer.BillingAddress;
import dev.perennial.core.customer.Countries;
import dev.perennial.core.wire.Form;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The schemas of the records that are answered with, each kept once by its name. */
final class AnswerSchemas {
    private static final SnakeCaseStrategy NAMES = new SnakeCaseStrategy();
    private static final Map<Class<?>, String[]> SCALARS = new HashMap<>();

    static {
        SCALARS.put(String.class, new String[]{"string"});
        SCALARS.put(UUID.class, new String[]{"string", "uuid4"});
        SCALARS.put(Instant.class, new String[]{"string", "date-time"});
        SCALARS.put(LocalDate.class, new String[]{"string", "date"});
        SCALARS.put(URI.class, new String[]{"string", "uri"});
        SCALARS.put(BigDecimal.class, new String[]{"string"});
        for (Class<?> whole : new Class<?>[]{int.class, Integer.class, long.class, Long.class, OptionalInt.class}) {
            SCALARS.put(whole, new String[]{"integer"});
        }
        for (Class<?> fraction : new Class<?>[]{double.class, Double.class}) {
            SCALARS.put(fraction, new String[]{"number"});
        }
        SCALARS.put(boolean.class, new String[]{"boolean"});
        SCALARS.put(Boolean.class, new String[]{"boolean"});
    }

    private final ObjectMapper mapper;
    private final ObjectNode components = node();
    private final Map<String, Class<?>> owners = new HashMap<>();

    AnswerSchemas(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** The schemas that have a name. */
    ObjectNode components() {
        return components;
    }

    /** The schema of what a method answers with. */
    ObjectNode of(AnnotatedType type) {
        return of(type, Map.of());
    }

    private ObjectNode of(AnnotatedType type, Map<TypeVariable<?>, AnnotatedType> bound) {
        if (type.getType() instanceof TypeVariable<?> variable && bound.containsKey(variable)) {
            return of(bound.get(variable), Map.of());
        }
        ObjectNode schema = value(type, bound);
        return type.isAnnotationPresent(Nullable.class) || raw(type.getType()) == Optional.class ? nullable(schema) : schema;
    }

    /** The schema of a value that is there. */
    private ObjectNode value(AnnotatedType type, Map<TypeVariable<?>, AnnotatedType> bound) {
        return formed(plain(type, bound), type.getAnnotation(Form.class));
    }

    private ObjectNode plain(AnnotatedType type, Map<TypeVariable<?>, AnnotatedType> bound) {
        Class<?> raw = raw(type.getType());
        if (SCALARS.containsKey(raw)) {
            String[] scalar = SCALARS.get(raw);
            ObjectNode schema = node().put("type", scalar[0]);
            return scalar.length > 1 ? schema.put("format", scalar[1]) : schema;
        }
        if (Collection.class.isAssignableFrom(raw)) {
            ObjectNode schema = node().put("type", "array");
            schema.set("items", of(argument(type, 0), bound));
            return schema;
        }
        if (Map.class.isAssignableFrom(raw)) {
            ObjectNode schema = node().put("type", "object");
            AnnotatedType values = argument(type, 1);
            schema.set("additionalProperties", raw(values.getType()) == Object.class ? scalars() : of(values, bound));
            return schema;
        }
        if (raw == Optional.class) {
            return of(argument(type, 0), bound);
        }
        if (raw == Object.class || JsonNode.class.isAssignableFrom(raw)) {
            return node();
        }
        return named(type, raw);
    }

    /** Free keys hold what a merchant may keep: nothing that has fields of its own. */
    private static ObjectNode scalars() {
        ObjectNode schema = node();
        var members = schema.putArray("anyOf");
        for (String type : new String[]{"string", "integer", "number", "boolean"}) {
            members.addObject().put("type", type);
        }
        return schema;
    }

    private ObjectNode named(AnnotatedType type, Class<?> raw) {
        Map<TypeVariable<?>, AnnotatedType> arguments = new LinkedHashMap<>();
        StringBuilder name = new StringBuilder(nameOf(raw));
        for (int i = 0; i < raw.getTypeParameters().length; i++) {
            AnnotatedType argument = argument(type, i);
            arguments.put(raw.getTypeParameters()[i], argument);
            name.append('_').append(nameOf(raw(argument.getType())));
        }
        String key = name.toString();
        if (owners.putIfAbsent(key, raw) == null) {
            components.putObject(key); // A record that contains itself finds its name taken.
            components.set(key, described(raw, arguments));
        } else if (owners.get(key) != raw) {
            throw new IllegalStateException(raw + " and " + owners.get(key) + " have the same name on the wire");
        }
        return node().put("$ref", "#/components/schemas/" + key);
    }

    private static String nameOf(Class<?> type) {
        String own = type.getSimpleName();
        String name = own.endsWith("View") ? own.substring(0, own.length() - "View".length()) : own;
        return type.getEnclosingClass() == null ? name : nameOf(type.getEnclosingClass()) + name;
    }

    private ObjectNode described(Class<?> type, Map<TypeVariable<?>, AnnotatedType> bound) {
        Optional<Method> value = java.util.Arrays.stream(type.getDeclaredMethods()).filter(each -> each.isAnnotationPresent(JsonValue.class))
                .findFirst();
        if (type.isEnum()) {
            ObjectNode schema = node().put("type", "string");
            for (Object constant : type.getEnumConstants()) {
                schema.withArray("enum").add(mapper.<JsonNode>valueToTree(constant));
            }
            return schema;
        }
        if (value.isPresent()) {
            return of(value.get().getAnnotatedReturnType(), bound);
        }
        if (type.isSealed()) {
            return union(type);
        }
        if (type.isRecord()) {
            ObjectNode schema = node().put("type", "object");
            schema.putObject("properties");
            addTag(schema, type);
            addComponents(schema, type, bound);
            if (type == BillingAddress.class) {
                Countries.known().forEach(schema.withObject("/properties/country").putArray("enum")::add);
            }
            return schema;
        }
        throw new IllegalStateException("answers are made of records, enums and sealed interfaces, not of " + type);
    }

    private ObjectNode union(Class<?> type) {
        ObjectNode schema = node();
        for (Class<?> member : type.getPermittedSubclasses()) {
            AnnotatedType annotated = asAnnotated(member);
            schema.withArray("oneOf").add(named(annotated, member));
        }
        JsonTypeInfo info = type.getAnnotation(JsonTypeInfo.class);
        if (info != null) {
            schema.putObject("discriminator").put("propertyName", info.property());
        }
        return schema;
    }

    /** The field that Jackson adds to tell the members of a union apart. */
    private static void addTag(ObjectNode schema, Class<?> type) {
        JsonTypeName name = type.getAnnotation(JsonTypeName.class);
        JsonTypeInfo info = java.util.Arrays.stream(type.getInterfaces()).map(each -> each.getAnnotation(JsonTypeInfo.class))
                .filter(java.util.Objects::nonNull).findFirst().orElse(null);
        if (name != null && info != null) {
            schema.withObject("/properties").putObject(info.property()).put("type", "string").put("const", name.value());
            schema.withArray("required").add(info.property());
        }
    }

    private void addComponents(ObjectNode schema, Class<?> type, Map<TypeVariable<?>, AnnotatedType> bound) {
        for (RecordComponent component : type.getRecordComponents()) {
            Method accessor = component.getAccessor();
            if (accessor.isAnnotationPresent(JsonIgnore.class)) {
                continue;
            }
            if (accessor.isAnnotationPresent(JsonUnwrapped.class)) {
                Class<?> inner = raw(component.getType());
                addComponents(schema, inner, Map.of());
                continue;
            }
            JsonProperty named = accessor.getAnnotation(JsonProperty.class);
            String name = named == null || named.value().isEmpty() ? NAMES.translate(component.getName()) : named.value();
            AnnotatedType content = component.getAnnotatedType();
            if (isLeftOutWithoutValue(accessor, type)) {
                schema.withObject("/properties").set(name, value(content, bound));
            } else {
                schema.withObject("/properties").set(name, of(content, bound));
                schema.withArray("required").add(name);
            }
        }
    }

    private static boolean isLeftOutWithoutValue(Method accessor, Class<?> type) {
        JsonInclude include = accessor.isAnnotationPresent(JsonInclude.class)
                ? accessor.getAnnotation(JsonInclude.class)
                : type.getAnnotation(JsonInclude.class);
        return include != null && include.value() == JsonInclude.Include.NON_NULL;
    }

    private static ObjectNode formed(ObjectNode schema, @Nullable Form form) {
        if (form == null) {
            return schema;
        }
        if (!form.format().isEmpty()) {
            schema.put("format", form.format());
        }
        if (form.minLength() > 0) {
            schema.put("minLength", form.minLength());
        }
        if (form.maxLength() > 0) {
            schema.put("maxLength", form.maxLength());
        }
        if (form.items() > 0) {
            schema.put("minItems", form.items()).put("maxItems", form.items());
        }
        List<String> values = form.of() == Form.None.class ? List.of(form.oneOf()) : WireNames.of(form.of());
        values.forEach(value -> schema.withArray("enum").add(value));
        return schema;
    }

    private static ObjectNode nullable(ObjectNode schema) {
        if (schema.isEmpty()) {
            return schema;
        }
        ObjectNode union = node();
        union.putArray("anyOf").add(schema).addObject().put("type", "null");
        return union;
    }

    static AnnotatedType argument(AnnotatedType type, int index) {
        if (type instanceof AnnotatedParameterizedType parameterized) {
            return parameterized.getAnnotatedActualTypeArguments()[index];
        }
        throw new IllegalStateException(type + " does not say of what it is");
    }

    static Class<?> raw(Type type) {
        return switch (type) {
            case Class<?> plain -> plain;
            case ParameterizedType generic -> (Class<?>) generic.getRawType();
            case WildcardType wildcard -> raw(wildcard.getUpperBounds()[0]);
            default -> throw new IllegalStateException("a type of an answer that is not known: " + type);
        };
    }

    private static AnnotatedType asAnnotated(Class<?> type) {
        return new AnnotatedType() {
            @Override
            public Type getType() { return type; }

            @Override
            public <A extends java.lang.annotation.Annotation> @Nullable A getAnnotation(Class<A> annotation) { return null; }

            @Override
            public java.lang.annotation.Annotation[] getAnnotations() { return new java.lang.annotation.Annotation[0]; }

            @Override
            public java.lang.annotation.Annotation[] getDeclaredAnnotations() { return getAnnotations(); }
        };
    }

    private static ObjectNode node() {
        return JsonNodeFactory.instance.objectNode();
    }
}
