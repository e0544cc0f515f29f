package dev.perennial.api.oauth;

import dev.perennial.api.field.Pages;
import dev.perennial.api.platform.access.Access;
import dev.perennial.api.platform.access.RegistrationToken;
import dev.perennial.api.platform.access.Subject;
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
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;

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
    ListResource<ClientView> list(UserCaller caller, Query query) {
        PageRequest page = query.read(in -> in.page());
        return Pages.of(clients.ofUser(ClientDesk.ownerOf(caller), page), page,
                found -> found.stream().map(client -> desk.view(client, null, null)).toList());
    }

    @Post("/register")
    @Access(subjects = {Subject.ANONYMOUS, Subject.USER})
    HttpResponse<ClientView> register(Caller caller, Body body) {
        RegistrationInput input = body.read(RegistrationInput::read);
        return HttpResponse.created(desk.register(caller, input));
    }

    @Get("/register/{clientId}")
    @Access(subjects = {Subject.ANONYMOUS, Subject.USER})
    ClientView get(Caller caller, String clientId, RegistrationToken token) {
        return desk.view(desk.accessible(clientId, caller, token.value()), null, token.value());
    }

    @Put("/register/{clientId}")
    @Access(subjects = {Subject.ANONYMOUS, Subject.USER})
    ClientView update(Caller caller, String clientId, RegistrationToken token, Body body) {
        RegistrationInput.Update update = body.read(RegistrationInput.Update::read);
        OAuthClient client = desk.accessible(clientId, caller, token.value());
        if (!update.clientId().equals(clientId)) {
            throw InvalidRequest.of("value_error", Loc.body("client_id"), "The public name of an application cannot be changed.",
                    update.clientId());
        }
        return desk.update(client, update.said(), token.value());
    }

    @Delete("/register/{clientId}")
    @Access(subjects = {Subject.ANONYMOUS, Subject.USER})
    HttpResponse<?> delete(Caller caller, String clientId, RegistrationToken token) {
        desk.delete(desk.accessible(clientId, caller, token.value()));
        return HttpResponse.noContent();
    }
}
