package dev.perennial.api.platform.input;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value of a request where it stands, and the place to report what is wrong with it.
 *
 * @param node what was sent
 * @param loc where it stands
 * @param encoding whether it has a JSON type or is text only, as everything in a query is
 */
@SuppressWarnings("TypeParameterUnusedInFormals") // what the refusals return is always null
record Spot(JsonNode node, Loc loc, Encoding encoding, Problems problems) {
    enum Encoding { JSON, TEXT }

    /** Reports a problem here; returns nothing, for the reader to return in turn. */
    <T> @Nullable T refuse(String type, String msg) {
        problems.add(Problem.of(type, loc, msg, node));
        return null;
    }

    /** Reports a problem here, with the figures of the violated rule. */
    <T> @Nullable T refuse(String type, String msg, Map<String, Object> ctx) {
        problems.add(new Problem(type, loc.steps(), msg, node, new LinkedHashMap<>(ctx)));
        return null;
    }

    /** Reports what a check in our own words found. */
    <T> @Nullable T refuseValue(String text) {
        return refuse("value_error", "Value error, " + text, Map.of("error", Map.of()));
    }

    /** The value below this one. */
    Spot at(Object step, JsonNode child) {
        return new Spot(child, loc.then(step), encoding, problems);
    }

    boolean isText() {
        return encoding == Encoding.TEXT;
    }
}
