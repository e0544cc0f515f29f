package dev.perennial.api.organization;

import static dev.perennial.api.platform.input.Values.text;

import dev.perennial.api.platform.document.Operation;
import io.micronaut.http.annotation.Status;
import io.micronaut.http.HttpStatus;
import dev.perennial.api.platform.access.Access;
import dev.perennial.api.platform.access.Subject;
import dev.perennial.api.platform.error.ApiError;
import dev.perennial.api.platform.http.ListResource;
import dev.perennial.api.platform.input.Body;
import dev.perennial.api.platform.input.Parameters;
import dev.perennial.api.platform.input.Query;
import dev.perennial.core.identity.MerchantCaller;
import dev.perennial.core.identity.UserCaller;
import dev.perennial.core.listing.PageRequest;
import dev.perennial.core.listing.Sort;
import dev.perennial.core.organization.Organization;
import dev.perennial.core.organization.OrganizationSearch;
import dev.perennial.core.organization.OrganizationSearch.Key;
import dev.perennial.core.organization.Organizations;
import dev.perennial.core.wire.OrganizationView;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

@Controller("/v1/organizations")
class OrganizationController {
    private final OrganizationDesk desk;
    private final Organizations organizations;
    private final OrganizationSearch search;

    OrganizationController(OrganizationDesk desk, Organizations organizations, OrganizationSearch search) {
        this.desk = desk;
        this.organizations = organizations;
        this.search = search;
    }

    private record Asked(Optional<String> slug, List<Sort<Key>> sorting, PageRequest page) {
        static Supplier<Asked> read(Parameters in) {
            var slug = in.optional("slug", text());
            var sorting = in.sorting(Key.class, List.of(Sort.ascending(Key.CREATED_AT)));
            var page = in.page();
            return () -> new Asked(slug, sorting, page.get());
        }
    }

    @Get("/")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = {"organizations:read", "organizations:write"})
    ListResource<OrganizationView> list(MerchantCaller caller, Query query) {
        Asked asked = query.read(Asked::read);
        return ListResource.of(search.list(caller.organizations(), asked.slug(), asked.sorting(), asked.page()), asked.page(), OrganizationView::of);
    }

    @Post("/")
    @Access(subjects = Subject.USER, scopes = "organizations:write")
    @Operation(refuses = "CannotCreateOrganizationError")
    @Status(HttpStatus.CREATED)
    HttpResponse<OrganizationView> create(UserCaller caller, Body body) {
        return HttpResponse.created(desk.create(body.read(OrganizationInput::read), caller));
    }

    @Get("/{id}")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = {"organizations:read", "organizations:write"})
    OrganizationView get(MerchantCaller caller, UUID id) {
        Organization found = organizations.find(id).filter(one -> caller.reaches(id)).orElseThrow(ApiError::notFound);
        return OrganizationView.of(found);
    }

    @Patch("/{id}")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = "organizations:write")
    @Operation(refuses = {"NotPermitted", "DisputeAutoAcceptNotEnabled", "SSOEnforcementRequiresConnection"})
    OrganizationView update(MerchantCaller caller, UUID id, Body body) {
        return desk.update(id, body.read(OrganizationInput.Change::read), caller);
    }

    @Delete("/{id}")
    @Access(subjects = Subject.USER, scopes = "organizations:write")
    OrganizationDesk.Deletion delete(UserCaller caller, UUID id) {
        return desk.delete(id, caller);
    }
}
