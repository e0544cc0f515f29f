package dev.perennial.api.field;

import com.fasterxml.jackson.databind.JsonNode;
import dev.perennial.api.platform.input.Fields;

/** Fields of the contract whose features this installation does not have. Nothing that is asked for is dropped silently. */
public final class NotOffered {
    private NotOffered() {}

    /** Refuses each of the fields that says something; {@code null} and empty lists and objects say nothing. */
    public static void refuse(Fields in, String... names) {
        for (String name : names) {
            if (in.notOffered(name).filter(NotOffered::saysSomething).isPresent()) {
                in.refuse(name, "this is not available here.");
            }
        }
    }

    private static boolean saysSomething(JsonNode sent) {
        return !sent.isContainerNode() || !sent.isEmpty();
    }
}
