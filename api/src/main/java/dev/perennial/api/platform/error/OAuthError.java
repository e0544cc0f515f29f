package dev.perennial.api.platform.error;

import io.micronaut.http.HttpStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A refusal in the shape of OAuth: {@code {"error", "error_description"}} and a challenge in {@code WWW-Authenticate}. */
public final class OAuthError extends RuntimeException {
    private final HttpStatus status;
    private final String error;
    private final String description;
    private final List<String> scopes;

    /** A refusal by an OAuth endpoint, such as {@code invalid_grant}. */
    public OAuthError(HttpStatus status, String error, String description) {
        this(status, error, description, List.of());
    }

    /** An application that did not prove to be itself. */
    public static OAuthError invalidClient(String description) {
        return new OAuthError(HttpStatus.UNAUTHORIZED, "invalid_client", description);
    }

    /** A request that an OAuth endpoint cannot work with. */
    public static OAuthError badRequest(String error, String description) {
        return new OAuthError(HttpStatus.BAD_REQUEST, error, description);
    }

    private OAuthError(HttpStatus status, String error, String description, List<String> scopes) {
        super(error + ": " + description);
        this.status = status;
        this.error = error;
        this.description = description;
        this.scopes = List.copyOf(scopes);
    }

    /** A token was sent, and it is not or no longer one of ours. */
    public static OAuthError invalidToken() {
        return new OAuthError(HttpStatus.UNAUTHORIZED, "invalid_token", "The access token is unknown, expired, revoked or malformed.");
    }

    /** The token is good but was given none of the scopes the operation takes. */
    public static OAuthError insufficientScope(List<String> accepted) {
        return new OAuthError(HttpStatus.FORBIDDEN, "insufficient_scope", "The access token needs one of the scopes of this operation.", accepted);
    }

    /** The status of the answer. */
    public HttpStatus status() {
        return status;
    }

    /** The name on the wire. */
    public String error() {
        return error;
    }

    /** What is wrong, for people. */
    public String description() {
        return description;
    }

    /** The value of {@code WWW-Authenticate}; none where no credential would help. */
    @Nullable
    String challenge() {
        if (status == HttpStatus.BAD_REQUEST) {
            return null;
        }
        if (error.equals("invalid_client")) {
            return "Basic realm=\"polar\"";
        }
        String challenge = "Bearer realm=\"polar\", error=\"" + error + "\", error_description=\"" + description + "\"";
        return scopes.isEmpty() ? challenge : challenge + ", scope=\"" + String.join(" ", scopes) + "\"";
    }
}
