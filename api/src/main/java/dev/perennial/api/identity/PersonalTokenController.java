package dev.perennial.api.identity;

import dev.perennial.api.platform.access.Access;
import dev.perennial.api.platform.access.Subject;
import dev.perennial.api.platform.document.Operation;
import dev.perennial.api.platform.error.ApiError;
import dev.perennial.api.platform.http.ListResource;
import dev.perennial.api.platform.input.Body;
import dev.perennial.api.platform.input.Query;
import dev.perennial.core.identity.AccessToken;
import dev.perennial.core.identity.AccessTokens;
import dev.perennial.core.identity.NotPermitted;
import dev.perennial.core.identity.Scope;
import dev.perennial.core.identity.UserCaller;
import dev.perennial.core.identity.UserCaller.Credential;
import dev.perennial.core.listing.PageRequest;
import dev.perennial.core.listing.Sort;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.transaction.TransactionOperations;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A person's own tokens. Applications that act for the person don't get to see them: with one they could stay after they were shut out. */
@Controller("/v1/personal-access-tokens")
class PersonalTokenController {
    private final AccessTokens tokens;
    private final TransactionOperations<Connection> transactions;
    private final Clock clock;

    PersonalTokenController(AccessTokens tokens, TransactionOperations<Connection> transactions, Clock clock) {
        this.tokens = tokens;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** A token as it may be shown again and again. */
    record PersonalTokenView(UUID id, Instant createdAt, @Nullable Instant modifiedAt, List<Scope> scopes, String comment,
            @Nullable Instant expiresAt, @Nullable Instant lastUsedAt) {
        static PersonalTokenView of(AccessToken token) {
            return new PersonalTokenView(token.id(), token.createdAt(), token.modifiedAt(), List.copyOf(token.scopes().scopes()), token.comment(),
                    token.expiresAt(), token.lastUsedAt());
        }
    }

    /**
     * A new token.
     *
     * @param token its value, shown this once
     */
    record PersonalTokenCreatedView(PersonalTokenView personalAccessToken, String token) {}

    private record Asked(List<Sort<AccessTokens.Key>> sorting, PageRequest page) {}

    @Get("/")
    @Access(subjects = Subject.USER, scopes = {"user:read", "user:write"})
    ListResource<PersonalTokenView> list(UserCaller caller, Query query) {
        Asked asked = query.read(in -> {
            var sorting = in.sorting(AccessTokens.Key.class, List.of(Sort.descending(AccessTokens.Key.CREATED_AT)));
            var page = in.page();
            return () -> new Asked(sorting, page.get());
        });
        requireInPerson(caller);
        return ListResource.of(tokens.ofUser(caller.userId(), asked.sorting(), asked.page()), asked.page(), PersonalTokenView::of);
    }

    @Post("/")
    @Access(subjects = Subject.USER, scopes = "user:write")
    @Status(HttpStatus.CREATED)
    @Operation(refuses = {"NotPermitted", "SessionNotFreshError"})
    HttpResponse<PersonalTokenCreatedView> create(UserCaller caller, Body body) {
        TokenInput input = body.read(TokenInput::read);
        requireInPerson(caller);
        TokenInput.requireFresh(caller);
        TokenInput.requireWithin(caller, input.scopes());
        PersonalTokenCreatedView created = transactions.executeWrite(_ -> {
            var issued = tokens.createForUser(caller.userId(), input.scopes(), input.comment(), input.expiresAt(clock));
            return new PersonalTokenCreatedView(PersonalTokenView.of(tokens.find(issued.id()).orElseThrow()), issued.token().value());
        });
        return HttpResponse.created(created);
    }

    @Patch("/{id}")
    @Access(subjects = Subject.USER, scopes = "user:write")
    @Operation(refuses = {"NotPermitted", "SessionNotFreshError"})
    PersonalTokenView update(UserCaller caller, UUID id, Body body) {
        TokenInput.Change change = body.read(TokenInput.Change::read);
        requireInPerson(caller);
        return transactions.executeWrite(_ -> {
            AccessToken before = own(caller, id);
            TokenInput.requireFresh(caller);
            change.scopes().ifPresent(scopes -> TokenInput.requireWithin(caller, scopes));
            tokens.change(id, change.scopes().orElse(before.scopes()), change.comment().orElse(before.comment()));
            return PersonalTokenView.of(tokens.find(id).orElseThrow());
        });
    }

    /** Ends a token at once, the one that is used for it included. */
    @Delete("/{id}")
    @Access(subjects = Subject.USER, scopes = "user:write")
    @Status(HttpStatus.NO_CONTENT)
    @Operation(refuses = "NotPermitted")
    HttpResponse<?> delete(UserCaller caller, UUID id) {
        requireInPerson(caller);
        tokens.revoke(own(caller, id).id());
        return HttpResponse.noContent();
    }

    private AccessToken own(UserCaller caller, UUID id) {
        return tokens.find(id).filter(token -> caller.userId().equals(token.userId())).orElseThrow(ApiError::notFound);
    }

    private static void requireInPerson(UserCaller caller) {
        if (caller.credential() == Credential.OAUTH_TOKEN) {
            throw new NotPermitted("An application can't manage somebody's personal tokens.");
        }
    }
}
