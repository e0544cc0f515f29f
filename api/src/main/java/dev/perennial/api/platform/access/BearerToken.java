package dev.perennial.api.platform.access;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The token of a request's header. */
public final class BearerToken {
    private static final String SCHEME = "bearer";

    private BearerToken() {}

    /** The token that was sent, if any. Clients without one send the bare word, and what is not ASCII cannot be a token. */
    public static @Nullable String of(HttpRequest<?> request) {
        String header = request.getHeaders().get(HttpHeaders.AUTHORIZATION);
        if (header == null) {
            return null;
        }
        String[] parts = header.strip().split("\\s+", 2);
        boolean usable = parts.length == 2 && parts[0].toLowerCase(Locale.ROOT).equals(SCHEME)
                && StandardCharsets.US_ASCII.newEncoder().canEncode(parts[1]);
        return usable ? parts[1] : null;
    }
}
