package dev.perennial.api.platform.document;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.perennial.api.platform.access.Operations;
import io.micronaut.context.BeanContext;
import io.micronaut.inject.ExecutableMethod;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** Makes the document when somebody first asks for it, and keeps it: operations do not change while the process runs. */
@Singleton
class OpenApi {
    private final Operations operations;
    private final BeanContext beans;
    private final ObjectMapper mapper;
    private final Map<String, byte[]> byVersion = new ConcurrentHashMap<>();

    OpenApi(Operations operations, BeanContext beans, ObjectMapper mapper) {
        this.operations = operations;
        this.beans = beans;
        this.mapper = mapper;
    }

    /** The document of a version of the wire, as it is sent. */
    byte[] written(String version) {
        return byVersion.computeIfAbsent(version, asked -> {
            try {
                return mapper.writeValueAsBytes(describe(asked));
            } catch (JsonProcessingException impossible) {
                throw new IllegalStateException("a tree of JSON could not be written", impossible);
            }
        });
    }

    private ObjectNode describe(String version) {
        ObjectNode document = JsonNodeFactory.instance.objectNode().put("openapi", "3.1.0");
        document.putObject("info").put("title", "Perennial").put("version", version).put("description",
                "Billing and merchant of record. A client that says nothing gets this version; the header Polar-Version asks for another.");
        ObjectNode paths = document.putObject("paths");
        AnswerSchemas schemas = new AnswerSchemas(mapper);
        Set<String> ids = new HashSet<>();
        Set<String> tags = new TreeSet<>();
        for (var each : inOrder()) {
            Operations.Operation operation = each.getValue();
            ObjectNode described = described(each.getKey(), operation, schemas);
            String id = described.get("operationId").asText();
            if (!ids.add(id)) {
                throw new IllegalStateException("two operations have the id " + id + ", one is " + operation.httpMethod() + " " + operation.path());
            }
            tags.add(described.at("/tags/0").asText());
            ObjectNode path = paths.has(operation.path()) ? (ObjectNode) paths.get(operation.path()) : paths.putObject(operation.path());
            path.set(operation.httpMethod().toLowerCase(Locale.ROOT), described);
        }
        tags.forEach(tag -> document.withArray("tags").addObject().put("name", tag));
        document.putObject("components").set("schemas", schemas.components());
        SecuritySchemes.writeTo(document.withObject("/components/securitySchemes"));
        return document;
    }

    private ObjectNode described(ExecutableMethod<?, ?> method, Operations.Operation operation, AnswerSchemas schemas) {
        try {
            return new OperationDescription(method, operation, beans, schemas).describe();
        } catch (RuntimeException failed) {
            throw new IllegalStateException(operation.httpMethod() + " " + operation.path() + " cannot be described", failed);
        }
    }

    private List<Map.Entry<ExecutableMethod<?, ?>, Operations.Operation>> inOrder() {
        return operations.all().entrySet().stream().filter(each -> each.getKey().getDeclaringType() != DocumentController.class)
                .sorted(Comparator.comparing(each -> each.getValue().path() + " " + each.getValue().httpMethod())).toList();
    }
}
