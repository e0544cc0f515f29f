package dev.perennial.api.platform.access;

import io.micronaut.context.annotation.Context;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.HttpMethodMapping;
import io.micronaut.inject.ExecutableMethod;
import io.micronaut.web.router.Router;
import io.micronaut.web.router.UriRouteInfo;
import java.util.Collections;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All operations with what they declare. Made at the start, which fails when one says nothing about who may call it. */
@Context
public class Operations {
    /**
     * One operation.
     *
     * @param httpMethod such as {@code GET}
     * @param path its path as it was declared, with the slash at its end or without
     */
    public record Operation(String httpMethod, String path, Set<Subject> subjects, List<String> scopes) {
        /** Whether a path that leads here differs from the declared one by the slash at its end. */
        boolean isMisspelledBy(String requested) {
            return requested.endsWith("/") != path.endsWith("/");
        }
    }

    private final Map<ExecutableMethod<?, ?>, Operation> byMethod = new HashMap<>();

    Operations(Router router) {
        List<String> undeclared = new ArrayList<>();
        router.uriRoutes().forEach(route -> add(route, undeclared));
        if (!undeclared.isEmpty()) {
            throw new IllegalStateException("operations that do not declare their access: " + undeclared);
        }
    }

    private void add(UriRouteInfo<?, ?> route, List<String> undeclared) {
        ExecutableMethod<?, ?> method = route.getTargetMethod().getExecutableMethod();
        if (!method.hasStereotype(Controller.class)) {
            return; // An endpoint of the framework, such as the metrics: no operation of ours.
        }
        if (!method.hasAnnotation(Access.class)) {
            undeclared.add(route.getHttpMethodName() + " " + route.getUriMatchTemplate());
            return;
        }
        String path = method.stringValue(Controller.class).orElse("") + method.stringValue(HttpMethodMapping.class).orElse("");
        Set<Subject> subjects = EnumSet.noneOf(Subject.class);
        subjects.addAll(List.of(method.enumValues(Access.class, "subjects", Subject.class)));
        if (route.getHttpMethodName().equals("HEAD") && byMethod.containsKey(method)) {
            return; // The framework answers it like the GET it belongs to.
        }
        byMethod.put(method,
                new Operation(route.getHttpMethodName(), path, Set.copyOf(subjects), List.of(method.stringValues(Access.class, "scopes"))));
    }

    /** Every operation with the method that answers it. */
    public Map<ExecutableMethod<?, ?>, Operation> all() {
        return Collections.unmodifiableMap(byMethod);
    }

    /** The operation behind a method; nothing when the framework itself answers. */
    @Nullable
    Operation of(ExecutableMethod<?, ?> method) {
        return byMethod.get(method);
    }
}
