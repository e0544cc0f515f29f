package dev.perennial.dev.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** A refusal in Stripe's shape. It undoes the change it interrupts; a decline, which leaves traces, is an {@link Answer} instead. */
final class ApiError extends RuntimeException {
    private final int status;
    private final transient ObjectNode error;

    ApiError(int status, String type, @Nullable String code, String message, @Nullable String param) {
        super(message, null, false, false);
        this.status = status;
        this.error = Json.object().put("type", type);
        if (code != null) {
            error.put("code", code).put("doc_url", "https://stripe.com/docs/error-codes/" + code.replace('_', '-'));
        }
        error.put("message", message);
        if (param != null) {
            error.put("param", param);
        }
    }

    private ApiError(int status, ObjectNode error, String message) {
        super(message, null, false, false);
        this.status = status;
        this.error = error;
    }

    /** An issuer's no that leaves no trace, as when a card is attached. */
    static ApiError declined(Decline decline) {
        return new ApiError(402, decline.error(), decline.message());
    }

    static ApiError invalid(@Nullable String code, String message, @Nullable String param) {
        return new ApiError(400, "invalid_request_error", code, message, param);
    }

    static ApiError missing(Kind kind, String id, String param) {
        return new ApiError(404, "invalid_request_error", "resource_missing", "No such " + kind.label.replace("_", "") + ": '" + id + "'", param);
    }

    static ApiError card(String code, String message, @Nullable String param) { return new ApiError(402, "card_error", code, message, param); }

    /** Adds the object the error is about. */
    ApiError with(String field, ObjectNode object) {
        error.set(field, object);
        return this;
    }

    ApiError with(String field, String value) {
        error.put(field, value);
        return this;
    }

    Answer answer() {
        ObjectNode body = Json.object();
        body.set("error", error);
        return new Answer(status, body);
    }
}
