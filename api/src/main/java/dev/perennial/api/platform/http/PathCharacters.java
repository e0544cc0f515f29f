package dev.perennial.api.platform.http;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpRequestWrapper;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.server.annotation.PreMatching;
import org.jspecify.annotations.Nullable;

/**
 * Lets every character that RFC 3986 allows in a segment reach the router (INP-1). The router takes some of them for the end of a variable, and decodes a plus as a
 * space, which it is in forms only: both know no better than what is percent-encoded, and that means the same.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
class PathCharacters {
    /** The characters of a segment beside letters, digits and what no router minds; each is written as three. */
    private static final String MINDED = "!&'()*+,;=";

    @RequestFilter
    @PreMatching
    @Nullable
    HttpRequest<?> encode(HttpRequest<?> request) {
        String path = request.getPath();
        return path.chars().anyMatch(c -> MINDED.indexOf(c) >= 0) ? new Encoded<>(request, encoded(path)) : null;
    }

    private static String encoded(String path) {
        StringBuilder encoded = new StringBuilder(path.length() + 16);
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (MINDED.indexOf(c) >= 0) {
                encoded.append('%').append(Character.toUpperCase(Character.forDigit(c >> 4, 16)))
                        .append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
            } else {
                encoded.append(c);
            }
        }
        return encoded.toString();
    }

    private static final class Encoded<B> extends HttpRequestWrapper<B> {
        private final String path;

        Encoded(HttpRequest<B> original, String path) {
            super(original);
            this.path = path;
        }

        @Override
        public String getPath() {
            return path;
        }
    }
}
