package dev.perennial.activities;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.perennial.dev.stripe.StripeSandbox.Traffic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Holds every call of the processor's API against the document the processor has published: what the adapter sends as well as what the sandbox answers. Calls
 * that look alike are checked once.
 */
final class ProcessorProtocol implements Consumer<Traffic> {
    static final Path DOCUMENT = Path.of("../../shared/contract/providers/stripe.json");
    private static final String FORM = "/requestBody/content/application~1x-www-form-urlencoded/schema";
    private static final String ANSWER = "/content/application~1json/schema";
    private static final String HOME = "https://processor.example/published";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, JsonNode> READ = new ConcurrentHashMap<>();

    private final Map<String, Traffic> kinds = new ConcurrentHashMap<>();
    private final @Nullable JsonNode document;

    private ProcessorProtocol(@Nullable JsonNode document) { this.document = document; }

    /** What lies beside the project; without it nothing is checked. */
    static ProcessorProtocol published() {
        return new ProcessorProtocol(Files.exists(DOCUMENT) ? READ.computeIfAbsent("", _ -> read()) : null);
    }

    private static JsonNode read() {
        try {
            JsonNode document = JSON.readTree(DOCUMENT.toFile());
            allowNull(document);
            return document;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void accept(Traffic call) {
        if (document != null) {
            kinds.putIfAbsent(call.method() + kindOf(call.path()) + shapeOf(decoded(call)) + call.status() + shapeOf(parsed(call)), call);
        }
    }

    /** How many different calls there were. */
    int kinds() { return kinds.size(); }

    /** What is not as it was published, in words. */
    Collection<String> breaches() {
        JsonNode published = document;
        if (published == null) {
            return List.of();
        }
        var registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12,
                builder -> builder.schemas(Map.of(HOME, published.toString())));
        Set<String> breaches = new TreeSet<>();
        kinds.values().forEach(call -> breaches.addAll(breachesOf(call, published, registry)));
        return breaches;
    }

    private static List<String> breachesOf(Traffic call, JsonNode published, SchemaRegistry registry) {
        String name = call.method() + " " + kindOf(call.path());
        String operation = StreamSupport.stream(((Iterable<String>) () -> published.path("paths").fieldNames()).spliterator(), false)
                .filter(path -> covers(path, call.path())).min(Comparator.comparingInt(path -> path.split("\\{").length))
                .map(path -> "/paths/" + path.replace("~", "~0").replace("/", "~1") + "/" + call.method().toLowerCase(Locale.ROOT))
                .orElse("");
        JsonNode described = published.at(operation);
        if (operation.isEmpty() || described.isMissingNode()) {
            return call.status() == 404 ? List.of() : List.of(name + " is not published");
        }
        List<String> breaches = new ArrayList<>();
        if (call.status() == 200) { // What was refused may have been wrong on purpose.
            breaches.addAll(ofRequest(call, described, operation, published, registry, name));
        }
        String status = described.path("responses").has("" + call.status()) ? "" + call.status() : "default";
        errors(registry, operation + "/responses/" + status + ANSWER, parsed(call))
                .forEach(error -> breaches.add(name + " is answered " + call.status() + " with " + error));
        return breaches;
    }

    private static List<String> ofRequest(Traffic call, JsonNode described, String operation, JsonNode published, SchemaRegistry registry,
            String name) {
        if (call.method().equals("POST")) {
            JsonNode form = typed(decoded(call), published.at(operation + FORM), published);
            return errors(registry, operation + FORM, form).map(error -> name + " is asked with " + error).toList();
        }
        List<String> breaches = new ArrayList<>();
        Map<String, String> places = new TreeMap<>();
        int place = 0;
        for (JsonNode parameter : described.path("parameters")) {
            places.put(parameter.path("name").asText(), operation + "/parameters/" + place++ + "/schema");
        }
        decoded(call).properties().forEach(given -> {
            String at = places.get(given.getKey());
            if (at == null) {
                breaches.add(name + " is asked with the unknown " + given.getKey());
            } else {
                errors(registry, at, typed(given.getValue(), published.at(at), published))
                        .forEach(error -> breaches.add(name + " is asked with " + given.getKey() + " " + error));
            }
        });
        return breaches;
    }

    private static Stream<String> errors(SchemaRegistry registry, String pointer, JsonNode value) {
        Schema schema = registry.getSchema(SchemaLocation.of(HOME + "#" + pointer.replace("{", "%7B").replace("}", "%7D")));
        return schema.validate(value).stream().map(Object::toString).distinct();
    }

    private static boolean covers(String template, String path) {
        String[] wanted = template.split("/");
        String[] given = path.split("/");
        if (wanted.length != given.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (!wanted[i].startsWith("{") && !wanted[i].equals(given[i])) {
                return false;
            }
        }
        return true;
    }

    private static String kindOf(String path) { return path.replaceAll("/[a-z]+_[A-Za-z0-9_]{8,}", "/{id}"); }

    /** Names, types, and the words of a value that are chosen from a list. */
    private static String shapeOf(JsonNode value) {
        if (value.isObject()) {
            StringBuilder shape = new StringBuilder("{");
            new TreeMap<>(Map.ofEntries(value.properties().toArray(Map.Entry[]::new)))
                    .forEach((name, field) -> shape.append(name).append(':').append(shapeOf((JsonNode) field)).append(','));
            return shape.append('}').toString();
        }
        if (value.isArray()) {
            return StreamSupport.stream(value.spliterator(), false).map(ProcessorProtocol::shapeOf).distinct().toList().toString();
        }
        return value.isTextual() && value.asText().matches("[a-z_]{1,30}") ? value.asText() : value.getNodeType().name();
    }

    private static JsonNode parsed(Traffic call) {
        try {
            return JSON.readTree(call.answer());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The parameters as a tree of texts: {@code a[b]=c} is a {@code b} in an {@code a}. */
    private static ObjectNode decoded(Traffic call) {
        ObjectNode tree = JSON.createObjectNode();
        for (String pair : (call.method().equals("POST") ? call.form() : call.query()).split("&")) {
            if (!pair.isEmpty()) {
                String[] parts = pair.split("=", 2);
                String[] names = URLDecoder.decode(parts[0], UTF_8).replace("]", "").split("\\[");
                ObjectNode level = tree;
                for (int i = 0; i < names.length - 1; i++) {
                    level = level.withObjectProperty(names[i]);
                }
                level.put(names[names.length - 1].isEmpty() ? "" + level.size() : names[names.length - 1], URLDecoder.decode(parts[1], UTF_8));
            }
        }
        return tree;
    }

    /** The same with the types that the schema gives them. */
    private static JsonNode typed(JsonNode value, JsonNode schema, JsonNode root) {
        if (schema.has("$ref")) {
            return typed(value, root.at(schema.path("$ref").asText().substring(1)), root);
        }
        if (schema.has("anyOf")) {
            return StreamSupport.stream(schema.path("anyOf").spliterator(), false).filter(one -> fits(value, one)).findFirst()
                    .map(one -> typed(value, one, root)).orElse(value);
        }
        if (!fits(value, schema)) {
            return value;
        }
        return switch (schema.path("type").asText()) {
            case "integer" -> JSON.getNodeFactory().numberNode(Long.parseLong(value.asText()));
            case "boolean" -> JSON.getNodeFactory().booleanNode(Boolean.parseBoolean(value.asText()));
            case "array" -> {
                ArrayNode items = JSON.createArrayNode();
                value.forEach(item -> items.add(typed(item, schema.path("items"), root)));
                yield items;
            }
            case "object" -> {
                ObjectNode fields = JSON.createObjectNode();
                value.properties().forEach(field -> fields.set(field.getKey(), typed(field.getValue(),
                        schema.path("properties").has(field.getKey())
                                ? schema.path("properties").path(field.getKey())
                                : schema.path("additionalProperties"),
                        root)));
                yield fields;
            }
            default -> value;
        };
    }

    private static boolean fits(JsonNode value, JsonNode schema) {
        return switch (schema.path("type").asText()) {
            case "integer" -> value.asText().matches("-?\\d{1,18}");
            case "boolean" -> value.asText().matches("true|false");
            case "array" -> value.isObject() && StreamSupport.stream(((Iterable<String>) value::fieldNames).spliterator(), false)
                    .allMatch(name -> name.matches("\\d+"));
            case "object" -> value.isObject();
            case "string" -> value.isTextual()
                    && (!schema.has("enum") || StreamSupport.stream(schema.path("enum").spliterator(), false).anyMatch(value::equals));
            default -> true;
        };
    }

    /** The document's way to say that a value may be null, as JSON Schema says it. */
    private static void allowNull(JsonNode node) {
        node.forEach(ProcessorProtocol::allowNull);
        if (!(node instanceof ObjectNode schema) || !schema.path("nullable").isBoolean() || !schema.path("nullable").asBoolean()) {
            return;
        }
        schema.remove("nullable");
        if (schema.path("type").isTextual()) {
            schema.set("type", JSON.createArrayNode().add(schema.path("type").asText()).add("null"));
        }
        if (schema.path("enum") instanceof ArrayNode values) {
            values.addNull();
        }
        if (schema.path("anyOf") instanceof ArrayNode choices) {
            choices.add(JSON.createObjectNode().put("type", "null"));
        }
    }
}
