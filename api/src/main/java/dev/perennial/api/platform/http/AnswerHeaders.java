package dev.perennial.api.platform.http;

import dev.perennial.api.platform.Marks;
import dev.perennial.core.settings.Settings;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;

/** The headers every answer carries, as far as its request got. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Order(Ordered.HIGHEST_PRECEDENCE)
class AnswerHeaders {
    private static final String DEPRECATION = "The prefix /api is deprecated: call the same path without it.";

    private static final String REQUEST_ID = "X-Request-Id";

    private final CrossOrigin crossOrigin;
    private final boolean sandbox;

    AnswerHeaders(CrossOrigin crossOrigin, Settings settings) {
        this.crossOrigin = crossOrigin;
        this.sandbox = settings.sandbox();
    }

    @ResponseFilter
    void decorate(HttpRequest<?> request, MutableHttpResponse<?> answer) {
        answer.header(REQUEST_ID, Marks.trace(request));
        String version = request.getAttribute(Marks.VERSION, String.class).orElse(null);
        if (version == null || answer.getAttribute(Marks.UNEXPECTED).isPresent()) {
            return;
        }
        answer.header(Gate.VERSION_HEADER, version);
        crossOrigin.decorate(request, answer);
        if (request.getAttribute(Marks.LEGACY_PATH).isPresent()) {
            answer.header("X-Polar-Deprecation-Notice", DEPRECATION);
        }
        if (request.getAttribute(Marks.ADMITTED).isPresent()) {
            if (!answer.getHeaders().contains(HttpHeaders.CACHE_CONTROL)) {
                answer.header(HttpHeaders.CACHE_CONTROL, "private, no-store");
            }
            if (sandbox) {
                answer.header("X-Polar-Sandbox", "1");
            }
        }
    }
}
