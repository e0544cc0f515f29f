package dev.perennial.api.platform.document;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.perennial.api.platform.error.Statuses;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The refusals of an operation as answers of the document. */
final class Refusals {
    private static final String SCHEMAS = "#/components/schemas/";
    private static final String INVALID = "ValidationRefusal";
    private static final String OAUTH = "OAuthRefusal";

    private final ObjectNode components;
    private final Map<Integer, ObjectNode> byStatus = new TreeMap<>();

    Refusals(ObjectNode components) {
        this.components = components;
    }

    /**
     * A business refusal.
     *
     * @param identifier with its status in front where it has no fixed one
     */
    void add(String identifier) {
        int space = identifier.indexOf(' ');
        if (space < 0) {
            add(Statuses.of(identifier).getCode(), identifier);
        } else {
            add(Integer.parseInt(identifier.substring(0, space)), identifier.substring(space + 1));
        }
    }

    private void add(int status, String name) {
        if (!components.has(name)) {
            ObjectNode schema = object(name, "error", "detail");
            schema.withObject("/properties/error").put("type", "string").put("const", name);
            schema.withObject("/properties/detail").put("type", "string").put("description", "What is the matter, for people.");
        }
        addSchema(status, name);
    }

    /** The credential is missing, or no good. */
    void addUnauthorized() {
        if (!components.has(OAUTH)) {
            ObjectNode schema = object(OAUTH, "error", "error_description");
            schema.withObject("/properties/error").put("type", "string");
            schema.withObject("/properties/error_description").put("type", "string");
        }
        add("Unauthorized");
        addSchema(401, OAUTH);
    }

    /** What was sent is not valid. */
    void addInvalid() {
        if (!components.has(INVALID)) {
            ObjectNode problem = object("ValidationProblem", "type", "loc", "msg", "input");
            problem.withObject("/properties/type").put("type", "string").put("description", "The kind of the problem, such as missing.");
            ObjectNode steps = problem.withObject("/properties/loc").put("type", "array").withObject("/items");
            steps.putArray("anyOf").add(typed("string")).add(typed("integer"));
            problem.withObject("/properties/msg").put("type", "string").put("description", "What is the matter, for people.");
            problem.withObject("/properties/input").put("description", "What was sent there.");
            problem.withObject("/properties/ctx").put("type", "object").put("description", "The figures of the violated rule.");
            ObjectNode schema = object(INVALID, "error", "detail");
            schema.withObject("/properties/error").put("type", "string").putArray("enum").add("RequestValidationError")
                    .add("PolarRequestValidationError");
            schema.withObject("/properties/detail").put("type", "array").withObject("/items").put("$ref", SCHEMAS + "ValidationProblem");
        }
        addSchema(422, INVALID);
    }

    private ObjectNode object(String name, String... required) {
        ObjectNode schema = components.putObject(name).put("type", "object");
        schema.putObject("properties");
        List.of(required).forEach(schema.putArray("required")::add);
        return schema;
    }

    private static ObjectNode typed(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }

    /** One status may stand for several refusals: their identifiers tell them apart. */
    private void addSchema(int status, String component) {
        byStatus.computeIfAbsent(status, _ -> JsonNodeFactory.instance.objectNode()).withArray("anyOf").addObject().put("$ref", SCHEMAS + component);
    }

    void writeTo(ObjectNode responses) {
        byStatus.forEach((status, schema) -> {
            var only = schema.get("anyOf").size() == 1 ? schema.get("anyOf").get(0) : schema;
            ObjectNode response = responses.putObject(String.valueOf(status));
            response.put("description", io.micronaut.http.HttpStatus.valueOf(status).getReason());
            response.withObject("/content").withObject("/application~1json").set("schema", only);
        });
    }
}
