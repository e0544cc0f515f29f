package dev.perennial.api.oauth;

import dev.perennial.api.platform.error.OAuthError;
import dev.perennial.api.platform.input.Body;
import dev.perennial.api.platform.input.InvalidRequest;
import dev.perennial.api.platform.input.Problem;
import dev.perennial.api.platform.input.Value;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;

/** Reads the forms of the protocol, and refuses them in its words. */
final class OAuthForm {
    private OAuthForm() {}

    /** @throws OAuthError if the body is no such form */
    static <T> T read(HttpRequest<?> request, Body body, Value<T> form) {
        T read = readForm(body, form);
        boolean isForm = request.getContentType().map(MediaType::getName).filter(MediaType.APPLICATION_FORM_URLENCODED::equals).isPresent();
        if (!isForm) {
            throw OAuthError.badRequest("invalid_request", "The body must be a form: " + MediaType.APPLICATION_FORM_URLENCODED + ".");
        }
        return read;
    }

    private static <T> T readForm(Body body, Value<T> form) {
        try {
            return body.readForm(form);
        } catch (InvalidRequest invalid) {
            Problem first = invalid.problems().getFirst();
            boolean isGrant = first.type().equals("union_tag_invalid");
            throw OAuthError.badRequest(isGrant ? "unsupported_grant_type" : "invalid_request",
                    isGrant ? "There is no such grant type." : "The field " + first.loc().getLast() + " is missing or malformed.");
        }
    }
}
