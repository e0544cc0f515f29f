package dev.perennial.api.identity;

import dev.perennial.api.command.CallerName;
import dev.perennial.api.platform.access.Access;
import dev.perennial.api.platform.access.Subject;
import dev.perennial.api.platform.document.Operation;
import dev.perennial.api.platform.error.ApiError;
import dev.perennial.api.platform.http.ListResource;
import dev.perennial.api.platform.input.Body;
import dev.perennial.api.platform.input.Fields;
import dev.perennial.api.platform.input.InvalidRequest;
import dev.perennial.api.platform.input.Loc;
import dev.perennial.api.platform.input.OrganizationField;
import dev.perennial.api.platform.input.Query;
import dev.perennial.core.command.AuditTrail;
import dev.perennial.core.identity.AccessToken;
import dev.perennial.core.identity.AccessTokens;
import dev.perennial.core.identity.MerchantCaller;
import dev.perennial.core.identity.Permission;
import dev.perennial.core.identity.Scope;
import dev.perennial.core.identity.ScopeSet;
import dev.perennial.core.identity.UserCaller;
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
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The tokens of an organization, managed by its people: a token cannot make others of its kind. */
@Controller("/v1/organization-access-tokens")
class OrganizationTokenController {
    private static final String READ = "organization_access_tokens:read";
    private static final String WRITE = "organization_access_tokens:write";

    private final AccessTokens tokens;
    private final AuditTrail audit;
    private final TransactionOperations<Connection> transactions;
    private final Clock clock;

    OrganizationTokenController(AccessTokens tokens, AuditTrail audit, TransactionOperations<Connection> transactions, Clock clock) {
        this.tokens = tokens;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** A token as it may be shown again and again. */
    record OrganizationTokenView(UUID id, Instant createdAt, @Nullable Instant modifiedAt, UUID organizationId, List<Scope> scopes, String comment,
            @Nullable Instant expiresAt, @Nullable Instant lastUsedAt) {
        static OrganizationTokenView of(AccessToken token) {
            return new OrganizationTokenView(token.id(), token.createdAt(), token.modifiedAt(), Objects.requireNonNull(token.organizationId()),
                    List.copyOf(token.scopes().scopes()), token.comment(), token.expiresAt(), token.lastUsedAt());
        }
    }

    /**
     * A new token.
     *
     * @param token its value, shown this once
     */
    record OrganizationTokenCreatedView(OrganizationTokenView organizationAccessToken, String token) {}

    private record Asked(Set<UUID> organizations, List<Sort<AccessTokens.Key>> sorting, PageRequest page) {}

    private record Input(UUID organizationId, TokenInput token) {
        static Supplier<Input> read(Fields in, MerchantCaller caller) {
            var organization = OrganizationField.read(in, caller);
            var token = TokenInput.read(in);
            return () -> new Input(organization.get(), token.get());
        }
    }

    @Get("/")
    @Access(subjects = Subject.USER, scopes = {READ, WRITE})
    ListResource<OrganizationTokenView> list(UserCaller caller, Query query) {
        Asked asked = query.read(in -> {
            var organizations = in.organizations(caller, Permission.ORGANIZATION_MANAGE);
            var sorting = in.sorting(AccessTokens.Key.class, List.of(Sort.descending(AccessTokens.Key.CREATED_AT)));
            var page = in.page();
            return () -> new Asked(organizations, sorting, page.get());
        });
        return ListResource.of(tokens.ofOrganizations(asked.organizations(), asked.sorting(), asked.page()), asked.page(), OrganizationTokenView::of);
    }

    @Post("/")
    @Access(subjects = Subject.USER, scopes = WRITE)
    @Status(HttpStatus.CREATED)
    @Operation(refuses = {"NotPermitted", "SessionNotFreshError"})
    HttpResponse<OrganizationTokenCreatedView> create(UserCaller caller, Body body) {
        Input input = body.read(in -> Input.read(in, caller));
        caller.demand(Permission.ORGANIZATION_MANAGE, input.organizationId());
        TokenInput.requireFresh(caller);
        requireGrantable(caller, input.token().scopes());
        OrganizationTokenCreatedView created = transactions.executeWrite(_ -> {
            var issued = tokens.createForOrganization(input.organizationId(), input.token().scopes(), input.token().comment(),
                    input.token().expiresAt(clock));
            AccessToken token = tokens.find(issued.id()).orElseThrow();
            note("create", token, caller);
            return new OrganizationTokenCreatedView(OrganizationTokenView.of(token), issued.token().value());
        });
        return HttpResponse.created(created);
    }

    @Patch("/{id}")
    @Access(subjects = Subject.USER, scopes = WRITE)
    @Operation(refuses = {"NotPermitted", "SessionNotFreshError"})
    OrganizationTokenView update(UserCaller caller, UUID id, Body body) {
        TokenInput.Change change = body.read(TokenInput.Change::read);
        return transactions.executeWrite(_ -> {
            AccessToken before = visible(caller, id);
            TokenInput.requireFresh(caller);
            change.scopes().ifPresent(scopes -> requireGrantable(caller, scopes));
            tokens.change(id, change.scopes().orElse(before.scopes()), change.comment().orElse(before.comment()));
            AccessToken after = tokens.find(id).orElseThrow();
            note("change", after, caller);
            return OrganizationTokenView.of(after);
        });
    }

    /** Ends a token at once. */
    @Delete("/{id}")
    @Access(subjects = Subject.USER, scopes = WRITE)
    @Status(HttpStatus.NO_CONTENT)
    @Operation(refuses = "NotPermitted")
    HttpResponse<?> delete(UserCaller caller, UUID id) {
        transactions.executeWrite(_ -> {
            AccessToken token = visible(caller, id);
            tokens.revoke(id);
            note("revoke", token, caller);
            return token;
        });
        return HttpResponse.noContent();
    }

    private AccessToken visible(UserCaller caller, UUID id) {
        AccessToken token = tokens.find(id).filter(each -> each.organizationId() != null && caller.reaches(each.organizationId()))
                .orElseThrow(ApiError::notFound);
        caller.demand(Permission.ORGANIZATION_MANAGE, Objects.requireNonNull(token.organizationId()));
        return token;
    }

    private static void requireGrantable(UserCaller caller, ScopeSet scopes) {
        if (!scopes.scopes().stream().allMatch(Scope::isGrantable)) {
            throw InvalidRequest.of("value_error", Loc.body("scopes"), "An organization's token can't manage tokens.", scopes.toString());
        }
        TokenInput.requireWithin(caller, scopes);
    }

    private void note(String kind, AccessToken token, UserCaller caller) {
        audit.note(new AuditTrail.Change(kind, "organization-access-token", token.id(), Objects.requireNonNull(token.organizationId()),
                CallerName.of(caller)), Map.of("comment", token.comment(), "scopes", token.scopes().toString()));
    }
}
