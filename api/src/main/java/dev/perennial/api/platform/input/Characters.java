package dev.perennial.api.platform.input;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what can neither be kept nor repeated, at any depth: NUL characters and halves of surrogate pairs in keys and values, and numbers that would have thousands of
 * digits if they were written out (INP-4).
 */
final class Characters {
    /** More than any double has. */
    private static final int LARGEST_SCALE = 400;

    private Characters() {}

    /** Notes every such string and number in the tree. */
    static void check(JsonNode node, Loc loc, Problems problems) {
        if (node.isTextual()) {
            checkText(node.textValue(), loc, problems);
        } else if (node.isBigDecimal()) {
            if (Math.abs((long) node.decimalValue().scale()) > LARGEST_SCALE) {
                problems.add(new Problem("finite_number", loc.steps(), "The number is too large or too close to zero.", null, null));
            }
        } else if (node.isObject()) {
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                checkText(field.getKey(), loc.then(field.getKey()), problems);
                check(field.getValue(), loc.then(field.getKey()), problems);
            }
        } else {
            for (int i = 0; i < node.size(); i++) {
                check(node.get(i), loc.then(i), problems);
            }
        }
    }

    private static void checkText(String text, Loc loc, Problems problems) {
        String reason = unstorable(text);
        if (reason != null) {
            // The text itself is not repeated: half a surrogate pair cannot be written in the answer either.
            problems.add(new Problem("value_error", loc.steps(), "Value error, " + reason, null, Map.of("error", Map.of())));
        }
    }

    /** Why the text cannot be kept, or nothing. */
    static @Nullable String unstorable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return "a NUL character is not allowed.";
            }
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return "half a surrogate pair is not a character.";
            }
        }
        return null;
    }
}
