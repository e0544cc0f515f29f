package dev.perennial.api.platform.access;

import dev.perennial.core.identity.Caller;
import io.micronaut.http.HttpRequest;
import java.util.Optional;

/** The caller of a request, once it was let in. */
public final class CallerOf {
    private CallerOf() {}

    public static Optional<Caller> request(HttpRequest<?> request) {
        return request.getAttribute(AccessFilter.CALLER, Caller.class);
    }
}
