package dev.perennial.api.platform.idempotency;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.perennial.api.platform.input.InvalidRequest;
import dev.perennial.api.platform.input.Loc;
import dev.perennial.api.platform.input.Problem;
import io.micronaut.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The header that names a request. */
final class KeyHeader {
    static final String NAME = "Idempotency-Key";
    private static final int MOST = 255;

    private KeyHeader() {}

    /**
     * The key, if there is one.
     *
     * @throws InvalidRequest when it is too long or not printable ASCII
     */
    static Optional<String> read(HttpRequest<?> request) {
        String value = request.getHeaders().get(NAME);
        if (value == null || value.isBlank()) {
            return Optional.empty();
        }
        if (value.length() > MOST) {
            throw refused("string_too_long", "A key has at most " + MOST + " characters.", value, Map.of("max_length", MOST));
        }
        if (!value.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
            throw refused("string_pattern_mismatch", "A key consists of printable ASCII characters.", value, Map.of("pattern", "^[ -~]+$"));
        }
        return Optional.of(value.strip());
    }

    private static InvalidRequest refused(String type, String msg, String value, Map<String, Object> ctx) {
        return new InvalidRequest(InvalidRequest.Kind.SCHEMA,
                List.of(new Problem(type, Loc.header(NAME).steps(), msg, TextNode.valueOf(value), ctx)));
    }
}
