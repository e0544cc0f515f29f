package dev.perennial.api.platform.document;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.perennial.api.platform.access.Operations;
import dev.perennial.api.platform.access.Subject;
import dev.perennial.api.platform.http.ByteStream;
import dev.perennial.api.platform.input.Body;
import dev.perennial.api.platform.input.Query;
import dev.perennial.api.platform.input.Recording;
import dev.perennial.core.identity.Caller;
import io.micronaut.context.BeanContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.Status;
import io.micronaut.http.server.types.files.SystemFile;
import io.micronaut.inject.ExecutableMethod;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.AnnotatedWildcardType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One operation of the document. */
final class OperationDescription {
    private static final String JSON = "application/json";
    private static final String BYTES = "application/octet-stream";

    private final ExecutableMethod<?, ?> method;
    private final Operations.Operation operation;
    private final BeanContext beans;
    private final AnswerSchemas schemas;
    private final ObjectNode described = JsonNodeFactory.instance.objectNode();

    OperationDescription(ExecutableMethod<?, ?> method, Operations.Operation operation, BeanContext beans, AnswerSchemas schemas) {
        this.method = method;
        this.operation = operation;
        this.beans = beans;
        this.schemas = schemas;
    }

    ObjectNode describe() {
        OperationName name = OperationName.of(operation, method);
        described.putArray("tags").add(name.tag());
        described.put("summary", name.summary());
        described.put("operationId", name.id());
        describeAccess();
        describePath();
        describeInput();
        ObjectNode responses = described.putObject("responses");
        describeAnswer(responses);
        describeRefusals(responses);
        return described;
    }

    private void describeAccess() {
        var security = described.putArray("security");
        if (operation.subjects().contains(Subject.ANONYMOUS)) {
            security.addObject();
        }
        for (Subject subject : Subject.values()) {
            if (operation.subjects().contains(subject)) {
                for (String scheme : SecuritySchemes.of(subject)) {
                    operation.scopes().forEach(security.addObject().putArray(scheme)::add);
                }
            }
        }
        var subjects = described.putArray("x-polar-allowed-subjects");
        operation.subjects().stream().map(subject -> subject.name().charAt(0) + subject.name().substring(1).toLowerCase(java.util.Locale.ROOT))
                .sorted().forEach(subjects::add);
    }

    private void describePath() {
        for (Argument<?> argument : method.getArguments()) {
            String variable = argument.getAnnotationMetadata().stringValue(PathVariable.class).orElse(argument.getName());
            if (operation.path().contains("{" + variable + "}")) {
                parameter(OperationName.variable(variable), "path", true).set("schema", simple(argument.getType()));
            }
            argument.getAnnotationMetadata().stringValue(Header.class)
                    .ifPresent(header -> parameter(header, "header", false).set("schema", simple(argument.getType())));
        }
    }

    private static ObjectNode simple(Class<?> type) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "string");
        return type == UUID.class ? schema.put("format", "uuid4") : type == int.class ? schema.put("type", "integer") : schema;
    }

    private ObjectNode parameter(String name, String in, boolean required) {
        return described.withArray("parameters").addObject().put("name", name).put("in", in).put("required", required);
    }

    private void describeInput() {
        if (takes(ByteStream.class)) {
            described.putObject("requestBody").put("required", true).putObject("content").putObject(BYTES).putObject("schema");
        }
        boolean body = takes(Body.class);
        boolean query = takes(Query.class);
        if (!body && !query) {
            return;
        }
        Recording recording = Recording.of(this::call, body && query);
        for (Recording.Parameter read : recording.parameters()) {
            ObjectNode parameter = parameter(read.name(), "query", read.required());
            read.style().ifPresent(style -> parameter.put("style", style));
            parameter.set("schema", read.schema());
        }
        recording.body().ifPresent(content -> {
            ObjectNode requestBody = described.putObject("requestBody").put("required", content.required());
            requestBody.putObject("content").putObject(content.mediaType()).set("schema", content.schema());
        });
    }

    private boolean takes(Class<?> type) {
        return Arrays.stream(method.getArguments()).anyMatch(argument -> argument.getType() == type);
    }

    @SuppressWarnings("unchecked") // The bean is one of the method's own class.
    private void call(Body body, Query query) {
        @Nullable
        Object[] values = Arrays.stream(method.getArguments()).map(argument -> value(argument.getType(), body, query)).toArray();
        ((ExecutableMethod<Object, Object>) method).invoke(beans.getBean(method.getDeclaringType()), values);
    }

    private @Nullable Object value(Class<?> type, Body body, Query query) {
        if (type == Body.class) {
            return body;
        }
        if (type == Query.class) {
            return query;
        }
        if (Caller.class.isAssignableFrom(type)) {
            return Callers.of(operation.subjects(), type);
        }
        return type == UUID.class ? new UUID(0, 0) : type == String.class ? "" : type == int.class ? 0 : null;
    }

    private void describeAnswer(ObjectNode responses) {
        AnnotatedType answer = method.getTargetMethod().getAnnotatedReturnType();
        Class<?> raw = AnswerSchemas.raw(answer.getType());
        boolean wrapped = HttpResponse.class.isAssignableFrom(raw);
        Optional<HttpStatus> declared = method.enumValue(Status.class, HttpStatus.class);
        if (wrapped && declared.isEmpty()) {
            throw new IllegalStateException(method.getDeclaringType().getSimpleName() + "." + method.getName()
                    + " answers with a response and has to declare its @Status");
        }
        HttpStatus status = declared.orElse(HttpStatus.OK);
        ObjectNode response = responses.putObject(String.valueOf(status.getCode())).put("description", status.getReason());
        AnnotatedType content = wrapped ? AnswerSchemas.argument(answer, 0) : answer;
        boolean nothing = content instanceof AnnotatedWildcardType || content.getType() == void.class || content.getType() == Void.class;
        if (!nothing) {
            boolean file = content.getType() == SystemFile.class;
            String mediaType = file ? BYTES : method.stringValue(Produces.class).orElse(JSON);
            ObjectNode media = response.withObject("/content").putObject(mediaType);
            media.set("schema", file ? JsonNodeFactory.instance.objectNode() : mediaType.equals(JSON) ? schemas.of(content) : simple(String.class));
        }
    }

    private void describeRefusals(ObjectNode responses) {
        Refusals refusals = new Refusals(schemas.components());
        if (!operation.subjects().contains(Subject.ANONYMOUS)) {
            refusals.addUnauthorized();
        }
        if (operation.path().contains("{") && !method.isTrue(Operation.class, "alwaysFound")) {
            refusals.add("ResourceNotFound");
        }
        if (described.has("parameters") || described.has("requestBody")) {
            refusals.addInvalid();
        }
        List.of(method.stringValues(Operation.class, "refuses")).forEach(refusals::add);
        refusals.writeTo(responses);
    }
}
