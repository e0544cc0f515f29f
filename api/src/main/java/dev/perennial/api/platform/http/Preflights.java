package dev.perennial.api.platform.http;

import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.server.annotation.PreMatching;
import org.jspecify.annotations.Nullable;

/** Answers browsers that ask before they call. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
class Preflights {
    private final CrossOrigin crossOrigin;
    private final AnswerHeaders headers;

    Preflights(CrossOrigin crossOrigin, AnswerHeaders headers) {
        this.crossOrigin = crossOrigin;
        this.headers = headers;
    }

    @RequestFilter
    @PreMatching
    @Nullable
    HttpResponse<?> answer(HttpRequest<?> request) {
        if (!crossOrigin.isPreflight(request)) {
            return null;
        }
        MutableHttpResponse<?> answer = crossOrigin.preflight(request);
        headers.decorate(request, answer); // what is answered before a route is found passes no other filter
        return answer;
    }
}
