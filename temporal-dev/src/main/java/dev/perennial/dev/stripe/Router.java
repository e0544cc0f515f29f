package dev.perennial.dev.stripe;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the operation of a method and path. A literal part wins over an {@code {id}} when its route was added first. */
final class Router {
    /** Answers from what is there. */
    interface Read {
        Answer answer(View view, Request request);
    }

    /** Changes the state and answers; an {@link ApiError} undoes the change. */
    interface Write {
        Answer answer(Tx tx, Request request);
    }

    /** One of the two is null. */
    record Route(List<String> parts, @Nullable Read read, @Nullable Write write) {}

    record Match(Route route, List<String> ids) {}

    private final Map<String, List<Route>> routes = new HashMap<>();

    void get(String path, Read read) { add("GET", path, read, null); }

    void post(String path, Write write) { add("POST", path, null, write); }

    void delete(String path, Write write) { add("DELETE", path, null, write); }

    private void add(String method, String path, @Nullable Read read, @Nullable Write write) {
        List<String> parts = List.of(path.split("/"));
        routes.computeIfAbsent(method + parts.size(), _ -> new ArrayList<>()).add(new Route(parts, read, write));
    }

    @Nullable
    Match match(String method, String path) {
        List<String> parts = List.of(path.split("/"));
        for (Route route : routes.getOrDefault(method + parts.size(), List.of())) {
            List<String> ids = matches(route.parts, parts);
            if (ids != null) {
                return new Match(route, ids);
            }
        }
        return null;
    }

    private static @Nullable List<String> matches(List<String> pattern, List<String> parts) {
        List<String> ids = new ArrayList<>(1);
        for (int i = 0; i < parts.size(); i++) {
            if (pattern.get(i).equals("{id}")) {
                ids.add(parts.get(i));
            } else if (!pattern.get(i).equals(parts.get(i))) {
                return null;
            }
        }
        return ids;
    }
}
