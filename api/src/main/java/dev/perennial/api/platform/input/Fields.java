package dev.perennial.api.platform.input;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.perennial.core.Patch;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a JSON object being read. Each method names a field, its type with bounds, and what absence and {@code null} mean;
 * violations are collected, not thrown. Fields nobody names are ignored, unless the shape says that it is {@link #closed}.
 *
 * <table>
 * <caption>What the methods make of a field</caption>
 * <tr><th></th><th>absent</th><th>{@code null}</th></tr>
 * <tr><td>{@link #required}</td><td>422 missing</td><td>422</td></tr>
 * <tr><td>{@link #optional}</td><td>empty</td><td>empty</td></tr>
 * <tr><td>{@link #orElse}</td><td>the fallback</td><td>422</td></tr>
 * <tr><td>{@link #patch}</td><td>{@code Keep}</td><td>{@code Clear}</td></tr>
 * <tr><td>{@link #ifSent}</td><td>empty</td><td>422</td></tr>
 * </table>
 */
public sealed class Fields permits RecordedFields {
    private final ObjectNode object;
    private final Spot spot;
    private final Set<String> named = new HashSet<>();
    private boolean closed;

    Fields(ObjectNode object, Spot spot) {
        this.object = object;
        this.spot = spot;
    }

    /** A field that must be there and must not be {@code null}. */
    public <T> Required<T> required(String name, Value<T> value) {
        JsonNode node = named(name);
        if (node == null) {
            spot.problems().add(Problem.of("missing", spot.loc().then(name), "This field is required.", spot.node()));
            return new Required<>(null);
        }
        return new Required<>(present(name, value, node));
    }

    /** A field that may be absent or {@code null}, which mean the same. */
    public <T> Optional<T> optional(String name, Value<T> value) {
        JsonNode node = named(name);
        return node == null || node.isNull() ? Optional.empty() : Optional.ofNullable(value.read(spot.at(name, node)));
    }

    /** A field with a default; {@code null} does not stand for it. */
    public <T> T orElse(String name, Value<T> value, T fallback) {
        return ifSent(name, value).orElse(fallback);
    }

    /** A field of a partial change that {@code null} clears. */
    public <T> Patch<T> patch(String name, Value<T> value) {
        JsonNode node = named(name);
        if (node == null) {
            return Patch.keep();
        }
        // A value that means "none", such as a blank name, clears like null does; a refused one is reported and never built with.
        T read = node.isNull() ? null : value.read(spot.at(name, node));
        return read == null ? Patch.clear() : Patch.replace(read);
    }

    /** A field of a partial change that cannot be cleared. */
    public <T> Optional<T> ifSent(String name, Value<T> value) {
        JsonNode node = named(name);
        return node == null ? Optional.empty() : Optional.ofNullable(present(name, value, node));
    }

    /** What was sent for a field this installation knows and does not offer: it is read and not described. */
    public Optional<JsonNode> notOffered(String name) {
        return Optional.ofNullable(named(name)).filter(node -> !node.isNull());
    }

    /** Says that the object has no fields but those that are named: any other one is a problem of its own. */
    public void closed() {
        closed = true;
    }

    /** Reports the fields a closed shape did not name. To be called when it has named them all. */
    void refuseOthers() {
        if (closed) {
            object.properties().stream().filter(field -> !named.contains(field.getKey())).forEach(field -> spot.problems()
                    .add(Problem.of("extra_forbidden", spot.loc().then(field.getKey()), "This field does not belong here.", field.getValue())));
        }
    }

    private @Nullable JsonNode named(String name) {
        named.add(name);
        return object.get(name);
    }

    /** Whether the object has the field, even as {@code null}. */
    public boolean has(String name) {
        return object.has(name);
    }

    /** Whether the object has the field as {@code null}. */
    public boolean isNull(String name) {
        return object.path(name).isNull();
    }

    int problems() {
        return spot.problems().count();
    }

    /** Where the object stands, for problems between fields. */
    public Loc loc() {
        return spot.loc();
    }

    /** Reports a problem between fields as a {@code value_error} of one of them. */
    public void refuse(String name, String text) {
        JsonNode node = object.get(name);
        new Spot(node == null ? spot.node() : node, spot.loc().then(name), spot.encoding(), spot.problems()).refuseValue(text);
    }

    /** Reports two bounds that leave no value between them, as a problem of the upper one (INP-9). Bounds that are not both there are no problem. */
    public <T extends Comparable<T>> void refuseEmptyRange(Optional<T> lower, String upperName, Optional<T> upper) {
        if (lower.isPresent() && upper.isPresent() && lower.get().compareTo(upper.get()) > 0) {
            refuse(upperName, "the upper bound must not be below the lower one.");
        }
    }

    /** Reports a problem of a field by its kind. */
    public void refuse(String name, String type, String msg) {
        JsonNode node = object.get(name);
        spot.problems().add(new Problem(type, spot.loc().then(name).steps(), msg, node == null ? spot.node() : node, null));
    }

    private <T> @Nullable T present(String name, Value<T> value, JsonNode node) {
        Spot field = spot.at(name, node);
        int before = spot.problems().count();
        T read = value.read(field);
        if (read == null && spot.problems().count() == before) {
            return field.refuse("string_too_short", "This field must not be blank.", Map.of("min_length", 1));
        }
        return read;
    }
}
