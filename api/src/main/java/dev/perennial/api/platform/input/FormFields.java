package dev.perennial.api.platform.input;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The fields of a body of the type {@code application/x-www-form-urlencoded}. */
final class FormFields {
    private static final int MOST_FIELDS = 1_000;

    private FormFields() {}

    /** The fields that have a value, each with its values in their order. What is not encoded well is left out. */
    static Map<String, List<String>> of(String body) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        String[] pairs = body.split("&", MOST_FIELDS + 2);
        if (pairs.length > MOST_FIELDS) {
            throw new InvalidRequest(InvalidRequest.Kind.SCHEMA,
                    List.of(Problem.of("too_long", Loc.body(), "No more than " + MOST_FIELDS + " fields fit.", null)));
        }
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
            if (!value.isEmpty()) {
                fields.computeIfAbsent(decode(pair.substring(0, equals)), _ -> new ArrayList<>()).add(value);
            }
        }
        return fields;
    }

    private static String decode(String encoded) {
        try {
            return URLDecoder.decode(encoded, UTF_8);
        } catch (IllegalArgumentException _) {
            return "";
        }
    }
}
