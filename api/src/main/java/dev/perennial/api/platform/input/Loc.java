package dev.perennial.api.platform.input;

import java.util.ArrayList;
import java.util.List;

/**
 * Where in a request something is: {@code body}, {@code query}, {@code path} or {@code header}, then names and list indexes.
 *
 * @param steps strings and integers, as they appear on the wire
 */
public record Loc(List<Object> steps) {
    static final Loc BODY = new Loc(List.of("body"));

    public Loc { steps = List.copyOf(steps); }

    /** A place in the body, such as {@code body("prices", 0, "price_amount")}. */
    public static Loc body(Object... steps) {
        return BODY.then(steps);
    }

    /** A query parameter. */
    public static Loc query(String name) {
        return new Loc(List.of("query", name));
    }

    /** A variable of the path. */
    public static Loc path(String name) {
        return new Loc(List.of("path", name));
    }

    /** A header. */
    public static Loc header(String name) {
        return new Loc(List.of("header", name));
    }

    /** The place below this one. */
    public Loc then(Object... further) {
        List<Object> all = new ArrayList<>(steps);
        all.addAll(List.of(further));
        return new Loc(all);
    }
}
