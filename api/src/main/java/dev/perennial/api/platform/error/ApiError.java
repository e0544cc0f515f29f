package dev.perennial.api.platform.error;

import static java.util.Objects.requireNonNull;

import io.micronaut.http.HttpStatus;

/** A refusal decided in the API itself, or one that came back from a workflow as an identifier. Answered as {@code {"error", "detail"}}. */
public final class ApiError extends RuntimeException {
    private final HttpStatus status;
    private final String identifier;

    /** A refusal with a status of its own, for the few identifiers that have more than one. */
    public ApiError(HttpStatus status, String identifier, String detail) {
        super(detail);
        this.status = status;
        this.identifier = identifier;
    }

    /** A refusal with the status {@link Statuses} gives its identifier. */
    public static ApiError of(String identifier, String detail) {
        return new ApiError(Statuses.of(identifier), identifier, detail);
    }

    /** What the path names does not exist, or is not visible to the caller. */
    public static ApiError notFound() {
        return of("ResourceNotFound", "Not found");
    }

    /** No credential the operation could use. */
    public static ApiError unauthorized() {
        return of("Unauthorized", "This operation needs a credential.");
    }

    public HttpStatus status() {
        return status;
    }

    public String identifier() {
        return identifier;
    }

    public String detail() {
        return requireNonNull(getMessage(), "detail");
    }
}
