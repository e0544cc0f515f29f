package dev.perennial.api.command;

import com.fasterxml.jackson.databind.node.NullNode;
import dev.perennial.core.Patch;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The arguments of a command being gathered: only what was said is in them. */
public final class Arguments {
    private final Map<String, Object> body = new LinkedHashMap<>();

    /** An argument, if there is one. */
    public Arguments with(String name, Optional<?> value) {
        value.ifPresent(present -> body.put(name, plain(present)));
        return this;
    }

    /** An argument that may also say that something is to be cleared. */
    public Arguments with(String name, Patch<?> patch) {
        switch (patch) {
            case Patch.Keep<?> _ -> {
                // Nothing was said.
            }
            case Patch.Clear<?> _ -> body.put(name, NullNode.getInstance()); // A null that a map of objects may hold.
            case Patch.Replace<?>(var value) -> body.put(name, plain(value));
        }
        return this;
    }

    /** The arguments as they are stored. */
    public Map<String, Object> body() {
        return Map.copyOf(body);
    }

    /** Ids and instants are strings in JSON: a command that was not stored yet reads like one that was. */
    private static Object plain(Object value) {
        return switch (value) {
            case java.util.UUID id -> id.toString();
            case java.time.Instant instant -> instant.toString();
            default -> value;
        };
    }
}
