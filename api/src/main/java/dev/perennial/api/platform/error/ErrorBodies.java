package dev.perennial.api.platform.error;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.perennial.api.platform.input.Problem;
import java.util.List;

/** The shapes of a refusal. */
final class ErrorBodies {
    private ErrorBodies() {}

    /** A business error; clients key on {@code error}. */
    @JsonPropertyOrder({"error", "detail"})
    record Named(String error, String detail) {}

    /** An invalid payload. */
    @JsonPropertyOrder({"error", "detail"})
    record Invalid(String error, List<Problem> detail) {}

    /** A bad token or a missing scope. */
    @JsonPropertyOrder({"error", "errorDescription"})
    record OAuth(String error, String errorDescription) {}

    /** An unknown route, a wrong method, an unknown version. */
    record Framework(String detail) {}
}
