package dev.perennial.e2e.conformance.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The published document, asked what an answer or an event must look like. */
final class Contract {
    /** Of a union every branch has something to say; the first few lines tell enough. */
    private static final int LINES = 4;
    private static final String JSON = "application/json";

    private final JsonNode document;
    private final ObjectMapper mapper = new ObjectMapper();
    private final SchemaRegistry registry;
    private final Map<String, JsonNode> operations = new TreeMap<>();
    private final Map<JsonNode, Schema> compiled = new HashMap<>();

    Contract(JsonNode document) {
        this.document = document;
        var config = SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build();
        this.registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12, builder -> builder.schemaRegistryConfig(config));
        for (JsonNode path : document.path("paths")) {
            for (JsonNode operation : path) {
                operations.put(operation.path("operationId").asText(), operation);
            }
        }
    }

    static Contract read(Path file) throws IOException {
        return new Contract(new ObjectMapper().readTree(file.toFile()));
    }

    /** True when the operation answers a success with JSON, not with a file or with nothing. */
    boolean answersJson(String operation) {
        return successes(operation).anyMatch(response -> response.getValue().path("content").has(JSON));
    }

    /** True when the operation answers pages of a list. */
    boolean answersList(String operation) {
        return operationOf(operation).has("x-polar-pagination");
    }

    /** What is wrong with an answer: nothing when it is a declared success of the operation and its body is as declared. */
    List<String> complaints(String operation, int status, String mediaType, String body) {
        JsonNode response = operationOf(operation).path("responses").path(Integer.toString(status));
        if (status >= 400 || response.isMissingNode()) {
            return List.of(": answered with " + status + " " + shortened(body));
        }
        JsonNode content = response.path("content");
        if (content.isEmpty()) {
            return body.isEmpty() ? List.of() : List.of(": a body where none is declared: " + shortened(body));
        }
        String type = mediaType.split(";")[0].strip();
        if (!content.has(type)) {
            return List.of(": content type " + mediaType + " instead of " + String.join(" or ", (Iterable<String>) content::fieldNames));
        }
        return type.equals(JSON) ? invalidities(content.path(JSON).path("schema"), body) : List.of();
    }

    /** What is wrong with a webhook's payload. */
    List<String> complaintsOfEvent(String type, String body) {
        JsonNode schema = document.path("webhooks").path(type).path("post").path("requestBody").path("content").path(JSON).path("schema");
        return schema.isMissingNode() ? List.of(": the contract has no such event") : invalidities(schema, body);
    }

    private List<String> invalidities(JsonNode schema, String body) {
        JsonNode json;
        try {
            json = mapper.readTree(body);
        } catch (IOException broken) {
            return List.of(": no JSON: " + shortened(body));
        }
        return schemaOf(schema).validate(json).stream().map(error -> error.getInstanceLocation() + ": " + error.getMessage()).limit(LINES).toList();
    }

    private Schema schemaOf(JsonNode schema) {
        return compiled.computeIfAbsent(schema, _ -> {
            var root = mapper.createObjectNode();
            root.set("components", document.path("components"));
            // Beside "components", so that the references within it keep their place.
            root.set("allOf", mapper.createArrayNode().add(schema));
            return registry.getSchema(root);
        });
    }

    private JsonNode operationOf(String id) {
        JsonNode operation = operations.get(id);
        if (operation == null) {
            throw new IllegalArgumentException("the contract has no operation " + id);
        }
        return operation;
    }

    private Stream<Map.Entry<String, JsonNode>> successes(String operation) {
        return operationOf(operation).path("responses").properties().stream().filter(response -> response.getKey().startsWith("2"));
    }

    private static String shortened(String body) {
        return body.length() <= 300 ? body : body.substring(0, 300) + " …";
    }
}
