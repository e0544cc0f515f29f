package dev.perennial.api.platform.error;

import dev.perennial.api.platform.Marks;
import dev.perennial.api.platform.input.InvalidRequest;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import java.time.Duration;

/** Refusals as responses, for code that answers before a controller is reached. */
public final class Answers {
    private static final long NANOS_TO_ROUND_UP = 999_999_999;

    private Answers() {}

    /** A business error, with the status of its identifier. */
    public static MutableHttpResponse<?> named(String identifier, String detail) {
        return named(Statuses.of(identifier), identifier, detail);
    }

    /** A route, method or version that does not exist. */
    public static MutableHttpResponse<?> framework(HttpStatus status) {
        return json(status, new ErrorBodies.Framework(status.getReason()));
    }

    /** Called too often. The body is empty, and whole seconds are all that is said: clients tell this from a business refusal by the header. */
    public static MutableHttpResponse<?> tooManyRequests(Duration wait) {
        long seconds = Math.max(1, wait.plusNanos(NANOS_TO_ROUND_UP).toSeconds());
        return HttpResponse.status(HttpStatus.TOO_MANY_REQUESTS).header(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
    }

    static MutableHttpResponse<?> named(HttpStatus status, String identifier, String detail) {
        MutableHttpResponse<?> answer = json(status, new ErrorBodies.Named(identifier, detail));
        return status == HttpStatus.UNAUTHORIZED ? answer.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"polar\"") : answer;
    }

    static MutableHttpResponse<?> invalid(InvalidRequest refused) {
        return json(HttpStatus.UNPROCESSABLE_ENTITY, new ErrorBodies.Invalid(refused.identifier(), refused.problems()));
    }

    static MutableHttpResponse<?> oauth(OAuthError refused) {
        MutableHttpResponse<?> answer = json(refused.status(), new ErrorBodies.OAuth(refused.error(), refused.description()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store").header(HttpHeaders.PRAGMA, "no-cache");
        String challenge = refused.challenge();
        return challenge == null ? answer : answer.header(HttpHeaders.WWW_AUTHENTICATE, challenge);
    }

    /** What a client is told about a mistake of ours: nothing. */
    static MutableHttpResponse<?> unexpected() {
        MutableHttpResponse<?> answer = HttpResponse.status(HttpStatus.INTERNAL_SERVER_ERROR).body("Internal Server Error")
                .contentType(MediaType.TEXT_PLAIN_TYPE);
        answer.setAttribute(Marks.UNEXPECTED, true);
        return answer;
    }

    private static MutableHttpResponse<?> json(HttpStatus status, Object body) {
        return HttpResponse.status(status).body(body).contentType(MediaType.APPLICATION_JSON_TYPE);
    }
}
