package dev.perennial.api.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import dev.perennial.core.persistence.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

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

    private Schema schemaOf(String name) {
        var root = Json.mapper().createObjectNode();
        root.put("$ref", "#/components/schemas/" + name);
        root.set("components", document.get("components"));
        return registry.getSchema(root);
    }
}
