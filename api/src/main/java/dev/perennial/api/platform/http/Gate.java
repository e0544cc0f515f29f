package dev.perennial.api.platform.http;

import dev.perennial.api.platform.Marks;
import dev.perennial.api.platform.error.Answers;
import io.micronaut.core.propagation.MutablePropagatedContext;
import io.micronaut.context.propagation.slf4j.MdcPropagationContext;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpHeaders;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.server.annotation.PreMatching;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The first checks of a request, before its path means anything: version, characters of the target, size of the body. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Order(Ordered.HIGHEST_PRECEDENCE)
class Gate {
    static final String VERSION_HEADER = "Polar-Version";
    private static final long LARGEST_BODY = 10L * 1024 * 1024;
    /** Parts of files are not held in memory, and may be as large as other storages take them. */
    private static final String PARTS_OF_FILES = "/v1/storage/parts/";
    private static final long LARGEST_PART = 5L * 1024 * 1024 * 1024;
    private static final Set<HttpMethod> WITH_BODY = Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH);
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");
    private static final Pattern TRACE_PARENT = Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}");

    private final AnswerHeaders headers;

    Gate(AnswerHeaders headers) { this.headers = headers; }

    @RequestFilter
    @PreMatching
    @Nullable
    HttpResponse<?> admit(HttpRequest<?> request, MutablePropagatedContext context) {
        String trace = traceOf(request);
        request.setAttribute(Marks.TRACE, trace);
        context.add(new MdcPropagationContext(Map.of("trace", trace)));
        String version = request.getHeaders().get(VERSION_HEADER);
        if (version == null) {
            version = Versions.DEFAULT;
        } else if (!Versions.isKnown(version)) {
            return Answers.framework(HttpStatus.NOT_FOUND);
        }
        request.setAttribute(Marks.VERSION, version);
        ignoreAccept(request);
        MutableHttpResponse<?> answer = isAscii(request) ? checkSize(request) : Answers.framework(HttpStatus.BAD_REQUEST);
        if (answer != null) {
            headers.decorate(request, answer); // what is answered before a route is found passes no other filter
        }
        return answer;
    }

    /** Every answer has one form. Whoever prefers another gets that one, rather than a refusal. */
    private static void ignoreAccept(HttpRequest<?> request) {
        if (request.getHeaders() instanceof MutableHttpHeaders headers) {
            headers.remove(HttpHeaders.ACCEPT);
        }
    }

    /** Bytes that are not percent-encoded have no encoding: each would be taken for a letter of its own, and the whole for another name (INP-2). */
    private static boolean isAscii(HttpRequest<?> request) {
        return request.getUri().toString().chars().allMatch(c -> c < 0x80);
    }

    private static @Nullable MutableHttpResponse<?> checkSize(HttpRequest<?> request) {
        String encoding = request.getHeaders().get(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            return Answers.framework(HttpStatus.UNSUPPORTED_MEDIA_TYPE);
        }
        String length = request.getHeaders().get(HttpHeaders.CONTENT_LENGTH);
        if (length == null) {
            return WITH_BODY.contains(request.getMethod()) ? Answers.named("LengthRequired", "The Content-Length header is required.") : null;
        }
        // More digits than a long has are too large by themselves.
        long largest = request.getMethod() == HttpMethod.PUT && request.getPath().startsWith(PARTS_OF_FILES) ? LARGEST_PART : LARGEST_BODY;
        boolean tooLarge = NUMBER.matcher(length).matches() && (length.length() > 18 || Long.parseLong(length) > largest);
        return tooLarge ? Answers.named("RequestBodyTooLarge", "A body has at most " + largest + " bytes.") : null;
    }

    private static String traceOf(HttpRequest<?> request) {
        String parent = request.getHeaders().get("traceparent");
        Matcher known = TRACE_PARENT.matcher(parent == null ? "" : parent);
        return known.matches() ? known.group(1) : UUID.randomUUID().toString().replace("-", "");
    }
}
