package dev.perennial.api.oauth;

import dev.perennial.api.oauth.AuthorizationDesk.Next;
import dev.perennial.api.platform.access.Access;
import dev.perennial.api.platform.access.Subject;
import dev.perennial.api.platform.document.Operation;
import dev.perennial.api.platform.error.ApiError;
import dev.perennial.api.platform.input.Query;
import dev.perennial.core.identity.Caller;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Status;
import java.net.URI;

/** The data of the consent page, for front ends that show their own. */
@Controller("/v1/oauth2/authorize")
class AuthorizationController {
    private final AuthorizationDesk desk;

    AuthorizationController(AuthorizationDesk desk) { this.desk = desk; }

    /** What the person has to be asked; a redirection when nothing is left to ask, 401 when they have to sign in first. */
    @Get
    @Access(subjects = {Subject.ANONYMOUS, Subject.USER})
    @Status(HttpStatus.OK)
    @Operation("oauth2:authorize")
    HttpResponse<AuthorizationView> authorize(Caller caller, Query query) {
        return switch (desk.decide(query.raw(), caller)) {
            case Next.SignIn _ -> throw ApiError.unauthorized();
            case Next.Refuse(var error, _) -> throw error;
            case Next.Return(var location) ->
                HttpResponse.<AuthorizationView>status(HttpStatus.FOUND).headers(headers -> headers.location(URI.create(location)));
            case Next.Ask(_, var view) -> HttpResponse.ok(view);
        };
    }
}
