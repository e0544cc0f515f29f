package dev.perennial.api.oauth;

import dev.perennial.api.field.Pages;
import dev.perennial.api.platform.access.Access;
import dev.perennial.api.platform.access.RegistrationToken;
import dev.perennial.api.platform.access.Subject;
import dev.perennial.api.platform.document.Operation;
import dev.perennial.api.platform.http.ListResource;
import dev.perennial.api.platform.input.Body;
import dev.perennial.api.platform.input.InvalidRequest;
import dev.perennial.api.platform.input.Loc;
import dev.perennial.api.platform.input.Query;
import dev.perennial.core.identity.Caller;
import dev.perennial.core.identity.UserCaller;
import dev.perennial.core.listing.PageRequest;
import dev.perennial.core.oauth.OAuthClient;
import dev.perennial.core.oauth.OAuthClients;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.Status;

/** Dynamic registration of applications (RFC 7591, RFC 7592). */
@Controller("/v1/oauth2")
class ClientController {
    private final ClientDesk desk;
    private final OAuthClients clients;

    ClientController(ClientDesk desk, OAuthClients clients) {
        this.desk = desk;
        this.clients = clients;
    }

    /** The applications the person has registered; their secrets are not shown again. */
    @Get("/")
    @Access(subjects = Subject.USER, scopes = {"user:read", "user:write"})
    @Operation("oauth2:clients:list")
    ListResource<ClientView> list(UserCaller caller, Query query) {
        PageRequest page = query.read(in -> in.page());
        return Pages.of(clients.ofUser(ClientDesk.ownerOf(caller), page), page,
                found -> found.stream().map(client -> desk.view(client, null, null)).toList());
    }

    @Post("/register")
    @Access(subjects = {Subject.ANONYMOUS, Subject.USER})
    @Status(HttpStatus.CREATED)
    @Operation("oauth2:clients:oauth2:create_client")
    HttpResponse<ClientView> register(Caller caller, Body body) {
        RegistrationInput input = body.read(RegistrationInput::read);
        return HttpResponse.created(desk.register(caller, input));
    }

    @Get("/register/{client_id}")
    @Access(subjects = {Subject.ANONYMOUS, Subject.USER})
    @Operation("oauth2:clients:oauth2:get_client")
    ClientView get(Caller caller, @PathVariable("client_id") String clientId, RegistrationToken token) {
        return desk.view(desk.accessible(clientId, caller, token.value()), null, token.value());
    }

    @Put("/register/{client_id}")
    @Access(subjects = {Subject.ANONYMOUS, Subject.USER})
    @Operation("oauth2:clients:oauth2:update_client")
    ClientView update(Caller caller, @PathVariable("client_id") String clientId, RegistrationToken token, Body body) {
        RegistrationInput.Update update = body.read(RegistrationInput.Update::read);
        OAuthClient client = desk.accessible(clientId, caller, token.value());
        if (!update.clientId().equals(clientId)) {
            throw InvalidRequest.of("value_error", Loc.body("client_id"), "The public name of an application cannot be changed.",
                    update.clientId());
        }
        return desk.update(client, update.said(), token.value());
    }

    @Delete("/register/{client_id}")
    @Access(subjects = {Subject.ANONYMOUS, Subject.USER})
    @Status(HttpStatus.NO_CONTENT)
    @Operation("oauth2:clients:oauth2:delete_client")
    HttpResponse<?> delete(Caller caller, @PathVariable("client_id") String clientId, RegistrationToken token) {
        desk.delete(desk.accessible(clientId, caller, token.value()));
        return HttpResponse.noContent();
    }
}
