package dev.perennial.api.platform.http;

import dev.perennial.api.platform.Marks;
import dev.perennial.core.address.WebUrl;
import dev.perennial.core.settings.Settings;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which pages of other origins may call (INP-10): the installation's own pages with everything, all others without credentials and with a few headers. A page that a
 * merchant has named is answered by name where buyers call, so that a client that always sends its cookies can read the answer; the cookies count for nothing.
 */
@Singleton
class CrossOrigin {
    private static final String METHODS = "DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT";
    private static final String HEADERS = "Accept, Accept-Language, Authorization, Content-Language, Content-Type, Idempotency-Key, "
            + "Polar-Organization, Polar-Version";
    private static final Set<String> ALLOWED = Set.of(HEADERS.toLowerCase(Locale.ROOT).split(", "));

    private final Set<String> ownOrigins;

    CrossOrigin(Settings settings) {
        ownOrigins = Stream.concat(Stream.of(settings.frontendUrl()), settings.dashboardOrigins().stream())
                .map(pages -> WebUrl.of(pages.toString()).origin()).collect(Collectors.toUnmodifiableSet());
    }

    boolean isPreflight(HttpRequest<?> request) {
        HttpHeaders headers = request.getHeaders();
        return request.getMethod() == HttpMethod.OPTIONS && headers.contains(HttpHeaders.ORIGIN)
                && headers.contains(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD);
    }

    MutableHttpResponse<?> preflight(HttpRequest<?> request) {
        String asked = request.getHeaders().get(HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS);
        boolean own = isOwn(request);
        boolean allowed = own || asked == null
                || Arrays.stream(asked.toLowerCase(Locale.ROOT).split(",")).map(String::strip).allMatch(ALLOWED::contains);
        HttpStatus status = allowed ? HttpStatus.OK : HttpStatus.BAD_REQUEST;
        MutableHttpResponse<?> answer = HttpResponse.status(status).body(allowed ? "OK" : "A header is not allowed.")
                .contentType(MediaType.TEXT_PLAIN_TYPE).header(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, METHODS)
                .header(HttpHeaders.ACCESS_CONTROL_MAX_AGE, "600");
        return answer.header(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, own && asked != null ? asked : HEADERS);
    }

    /** Adds to an answer what the browser needs to hand it to the page. */
    void decorate(HttpRequest<?> request, MutableHttpResponse<?> answer) {
        String origin = request.getHeaders().get(HttpHeaders.ORIGIN);
        if (origin == null) {
            return;
        }
        Optional<Boolean> merchants = request.getAttribute(Marks.MERCHANTS_PAGE, Boolean.class);
        boolean own = isOwn(request);
        boolean named = own || merchants.orElse(false);
        answer.header(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, named ? origin : "*");
        if (named) {
            answer.header(HttpHeaders.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true");
        }
        if (own || merchants.isPresent()) {
            answer.header(HttpHeaders.VARY, HttpHeaders.ORIGIN);
        }
        if (!own) {
            answer.header(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, Gate.VERSION_HEADER);
        }
    }

    boolean isOwn(HttpRequest<?> request) {
        String origin = request.getHeaders().get(HttpHeaders.ORIGIN);
        return origin != null && ownOrigins.contains(origin);
    }
}
