package dev.perennial.api.platform.document;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.perennial.api.platform.access.Operations;
import io.micronaut.context.BeanContext;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Produces;
import io.micronaut.inject.ExecutableMethod;
import jakarta.inject.Singleton;
import java.util.ArrayList;
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
        List<String> failed = new ArrayList<>();
        for (var each : inOrder()) {
            Operations.Operation operation = each.getValue();
            String route = operation.httpMethod() + " " + operation.path();
            try {
                ObjectNode described = new OperationDescription(each.getKey(), operation, beans, schemas).describe();
                tags.add(described.at("/tags/0").asText());
                String name = OperationName.path(operation);
                ObjectNode path = paths.has(name) ? (ObjectNode) paths.get(name) : paths.putObject(name);
                path.set(operation.httpMethod().toLowerCase(Locale.ROOT), described);
                if (!ids.add(described.get("operationId").asText())) {
                    failed.add(route + " has the id of another one, " + described.get("operationId").asText());
                }
            } catch (RuntimeException mistake) {
                failed.add(route + " cannot be described: " + mistake.getMessage() + (mistake.getCause() == null ? "" : ", " + mistake.getCause()));
            }
        }
        if (!failed.isEmpty()) {
            throw new IllegalStateException(String.join("; ", failed));
        }
        tags.forEach(tag -> document.withArray("tags").addObject().put("name", tag));
        document.putObject("components").set("schemas", schemas.components());
        SecuritySchemes.writeTo(document.withObject("/components/securitySchemes"));
        return document;
    }

    /** Pages and the document itself are nothing a client is generated from. */
    private static boolean isForPrograms(ExecutableMethod<?, ?> method) {
        return method.getDeclaringType() != DocumentController.class && !MediaType.TEXT_HTML.equals(method.stringValue(Produces.class).orElse(""));
    }

    private List<Map.Entry<ExecutableMethod<?, ?>, Operations.Operation>> inOrder() {
        return operations.all().entrySet().stream().filter(each -> isForPrograms(each.getKey()))
                .sorted(Comparator.comparing(each -> each.getValue().path() + " " + each.getValue().httpMethod())).toList();
    }
}
