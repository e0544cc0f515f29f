package dev.perennial.api.platform.http;

import dev.perennial.api.platform.Marks;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpRequestWrapper;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.server.annotation.PreMatching;
import java.net.URI;

/** Serves the paths of the past as those of today. */
@ServerFilter("/api/v1/**")
class LegacyPaths {
    private static final int PREFIX = "/api".length();

    @RequestFilter
    @PreMatching
    HttpRequest<?> rewrite(HttpRequest<?> request) {
        request.setAttribute(Marks.LEGACY_PATH, true);
        return new Rewritten<>(request);
    }

    private static final class Rewritten<B> extends HttpRequestWrapper<B> {
        Rewritten(HttpRequest<B> original) {
            super(original);
        }

        @Override
        public URI getUri() {
            URI original = getDelegate().getUri();
            return URI.create(original.toString().replaceFirst("/api/v1/", "/v1/"));
        }

        @Override
        public String getPath() {
            return getDelegate().getPath().substring(PREFIX);
        }
    }
}
