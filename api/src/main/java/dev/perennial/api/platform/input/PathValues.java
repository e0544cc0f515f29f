package dev.perennial.api.platform.input;

import com.fasterxml.jackson.databind.node.TextNode;
import io.micronaut.core.type.Argument;
import io.micronaut.web.router.UriRouteMatch;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The variables of a path, checked before the framework converts them more leniently than the wire allows. */
public final class PathValues {
    private PathValues() {}

    /**
     * Checks the variables an operation takes: ids are UUIDs of version 4, strings have only characters that can be stored.
     *
     * @throws InvalidRequest with everything that is wrong with them
     */
    public static void check(UriRouteMatch<?, ?> match) {
        Problems problems = new Problems(InvalidRequest.Kind.SCHEMA);
        for (Map.Entry<String, Object> variable : match.getVariableValues().entrySet()) {
            Argument<?> argument = match.getRequiredInput(variable.getKey()).orElse(null);
            if (argument != null) {
                check(Loc.path(variable.getKey()), variable.getValue().toString(), argument.getType(), problems);
            }
        }
        problems.throwIfAny();
    }

    /**
     * The id in a header.
     *
     * @throws InvalidRequest when it is none
     */
    public static UUID uuidOfHeader(String name, String text) {
        Problems problems = new Problems(InvalidRequest.Kind.SCHEMA);
        UUID id = check(Loc.header(name), text, UUID.class, problems);
        problems.throwIfAny();
        return new Required<>(id).get();
    }

    private static @Nullable UUID check(Loc loc, String text, Class<?> type, Problems problems) {
        Spot spot = new Spot(TextNode.valueOf(text), loc, Spot.Encoding.TEXT, problems);
        String reason = Characters.unstorable(text);
        if (reason != null) {
            return spot.refuseValue(reason);
        }
        return type == UUID.class ? Formats.uuid(text, spot) : null;
    }
}
