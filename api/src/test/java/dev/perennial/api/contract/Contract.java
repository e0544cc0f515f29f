package dev.perennial.api.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import dev.perennial.api.platform.access.Subject;
import dev.perennial.core.persistence.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The published document, with a schema per object of the wire. */
public final class Contract {
    private static final Path DOCUMENT = Path.of("..", "..", "shared", "contract", "openapi-2026-10.json");

    private final JsonNode document;
    private final SchemaRegistry registry;

    private Contract(JsonNode document) {
        this.document = document;
        var config = SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build();
        this.registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12, builder -> builder.schemaRegistryConfig(config));
    }

    /** The document beside the project. Without it a developer's test is skipped, while the continuous build fails. */
    public static Contract orSkip() {
        boolean there = Files.exists(DOCUMENT);
        if (!there && "true".equals(System.getenv("CI"))) {
            throw new IllegalStateException("the contract is missing at " + DOCUMENT.toAbsolutePath().normalize());
        }
        assumeTrue(there, "skipped: the contract is not beside the project");
        try {
            return new Contract(Json.mapper().readTree(Files.readString(DOCUMENT)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fails unless the value, as the one mapper writes it, is an instance of the schema with each declared field present. */
    public void check(String schema, Object value) {
        check(schema, Json.mapper().<JsonNode>valueToTree(value));
    }

    /** Fails unless the JSON is an instance of the schema with each declared field present. */
    public void check(String schema, JsonNode json) {
        assertThat(schemaOf(schema).validate(json)).as(() -> schema + ": " + json.toPrettyString()).isEmpty();
        document.at("/components/schemas/" + schema + "/properties").fieldNames()
                .forEachRemaining(name -> assertThat(json.has(name)).as("%s has %s", schema, name).isTrue());
    }

    /**
     * What an operation wants of its caller.
     *
     * @param subjects the kinds of callers, empty where the document does not say
     * @param parameters the names of its query's parameters
     */
    public record Operation(Set<String> scopes, Set<Subject> subjects, Set<String> parameters) {}

    /** Every operation, by its method and path. */
    public Map<String, Operation> operations() {
        Map<String, Operation> operations = new TreeMap<>();
        document.get("paths").properties().forEach(path -> path.getValue().properties().forEach(method -> {
            JsonNode it = method.getValue();
            Set<String> scopes = new TreeSet<>();
            it.path("security").forEach(one -> one.forEach(names -> names.forEach(name -> scopes.add(name.asText()))));
            Set<Subject> subjects = new TreeSet<>();
            it.path("x-polar-allowed-subjects").forEach(name -> subjects.add(Subject.valueOf(name.asText().toUpperCase(Locale.ROOT))));
            Set<String> parameters = new TreeSet<>();
            it.path("parameters").forEach(one -> parameters.add(one.get("name").asText()));
            operations.put(method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(), new Operation(scopes, subjects, parameters));
        }));
        return operations;
    }

    private Schema schemaOf(String name) {
        var root = Json.mapper().createObjectNode();
        root.put("$ref", "#/components/schemas/" + name);
        root.set("components", document.get("components"));
        return registry.getSchema(root);
    }
}
