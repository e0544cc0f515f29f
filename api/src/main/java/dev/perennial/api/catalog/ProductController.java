package dev.perennial.api.catalog;

import static dev.perennial.api.platform.input.Values.bool;
import static dev.perennial.api.platform.input.Values.oneOf;
import static dev.perennial.api.platform.input.Values.text;
import static dev.perennial.api.platform.input.Values.uuid;

import dev.perennial.api.platform.document.Operation;
import io.micronaut.http.annotation.Status;
import io.micronaut.http.HttpStatus;
import dev.perennial.api.field.Pages;
import dev.perennial.api.platform.access.Access;
import dev.perennial.api.platform.access.Subject;
import dev.perennial.api.platform.error.ApiError;
import dev.perennial.api.platform.http.ListResource;
import dev.perennial.api.platform.input.Body;
import dev.perennial.api.platform.input.Parameters;
import dev.perennial.api.platform.input.Query;
import dev.perennial.core.catalog.ProductSearch;
import dev.perennial.core.catalog.ProductSearch.Filter;
import dev.perennial.core.catalog.ProductSearch.Key;
import dev.perennial.core.catalog.Products;
import dev.perennial.core.catalog.Visibility;
import dev.perennial.core.identity.MerchantCaller;
import dev.perennial.core.identity.Permission;
import dev.perennial.core.listing.PageRequest;
import dev.perennial.core.listing.Sort;
import dev.perennial.core.wire.ProductView;
import dev.perennial.core.wire.Representations;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

@Controller("/v1/products")
class ProductController {
    private final Catalog catalog;
    private final Products products;
    private final ProductSearch search;
    private final Representations representations;

    ProductController(Catalog catalog, Products products, ProductSearch search, Representations representations) {
        this.catalog = catalog;
        this.products = products;
        this.search = search;
        this.representations = representations;
    }

    private record Asked(Filter filter, List<Sort<Key>> sorting, PageRequest page) {
        static Supplier<Asked> read(Parameters in, MerchantCaller caller) {
            var organizations = in.organizations(caller, Permission.PRODUCTS_READ);
            var ids = in.all("id", uuid());
            var query = in.optional("query", text());
            var archived = in.optional("is_archived", bool());
            var recurring = in.optional("is_recurring", bool());
            var visibilities = in.all("visibility", oneOf(Visibility.class));
            boolean impossible = !in.all("benefit_id", uuid()).isEmpty(); // No product has a benefit.
            var metadata = in.metadata();
            var sorting = in.sorting(Key.class, List.of(Sort.descending(Key.CREATED_AT)));
            var page = in.page();
            return () -> new Asked(new Filter(impossible ? Set.of() : organizations, ids, query, archived, recurring, visibilities, metadata),
                    sorting,
                    page.get());
        }
    }

    @Get("/")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = {"products:read", "products:write"})
    ListResource<ProductView> list(MerchantCaller caller, Query query) {
        Asked asked = query.read(in -> Asked.read(in, caller));
        return Pages.of(search.list(asked.filter(), asked.sorting(), asked.page()), asked.page(), representations::products);
    }

    @Post("/")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = "products:write")
    @Status(HttpStatus.CREATED)
    HttpResponse<ProductView> create(MerchantCaller caller, Body body) {
        ProductInput input = body.read(in -> ProductInput.read(in, caller));
        caller.demand(Permission.PRODUCTS_MANAGE, input.organizationId());
        return HttpResponse.created(catalog.create(input));
    }

    @Get("/{id}")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = {"products:read", "products:write"})
    ProductView get(MerchantCaller caller, UUID id) {
        return products.find(id).filter(product -> caller.may(Permission.PRODUCTS_READ, product.organizationId())).map(representations::product)
                .orElseThrow(ApiError::notFound);
    }

    @Patch("/{id}")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = "products:write")
    @Operation(refuses = "NotPermitted")
    ProductView update(MerchantCaller caller, UUID id, Body body) {
        return catalog.update(id, body.read(ProductInput.Change::read), caller);
    }
}
