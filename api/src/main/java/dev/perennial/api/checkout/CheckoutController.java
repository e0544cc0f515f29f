package dev.perennial.api.checkout;

import static dev.perennial.api.platform.input.Values.soughtEmailAddress;
import static dev.perennial.api.platform.input.Values.oneOf;
import static dev.perennial.api.platform.input.Values.text;
import static dev.perennial.api.platform.input.Values.uuid;

import io.micronaut.http.annotation.Patch;
import dev.perennial.core.checkout.Checkout;
import dev.perennial.api.platform.document.Operation;
import dev.perennial.api.command.Changes;
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
import dev.perennial.core.checkout.CheckoutSearch;
import dev.perennial.core.checkout.CheckoutSearch.Filter;
import dev.perennial.core.checkout.CheckoutSearch.Key;
import dev.perennial.core.checkout.CheckoutStatus;
import dev.perennial.core.checkout.Checkouts;
import dev.perennial.core.identity.MerchantCaller;
import dev.perennial.core.identity.Permission;
import dev.perennial.core.listing.PageRequest;
import dev.perennial.core.listing.Sort;
import dev.perennial.core.wire.CheckoutView;
import dev.perennial.core.wire.Representations;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

@Controller("/v1/checkouts")
class CheckoutController {
    private final CheckoutDesk desk;
    private final Checkouts checkouts;
    private final CheckoutSearch search;
    private final Changes changes;
    private final Representations representations;

    CheckoutController(CheckoutDesk desk, Checkouts checkouts, CheckoutSearch search, Changes changes, Representations representations) {
        this.changes = changes;
        this.desk = desk;
        this.checkouts = checkouts;
        this.search = search;
        this.representations = representations;
    }

    private record Asked(Filter filter, List<Sort<Key>> sorting, PageRequest page) {
        static Supplier<Asked> read(Parameters in, MerchantCaller caller) {
            var organizations = in.organizations(caller, Permission.SALES_READ);
            var products = in.all("product_id", uuid());
            var customers = in.all("customer_id", uuid());
            var externalIds = in.all("external_customer_id", text());
            var statuses = in.all("status", oneOf(CheckoutStatus.class));
            var query = in.optional("query", soughtEmailAddress());
            var sorting = in.sorting(Key.class, List.of(Sort.descending(Key.CREATED_AT)));
            var page = in.page();
            return () -> new Asked(new Filter(organizations, products, customers, externalIds, statuses, query), sorting, page.get());
        }
    }

    @Get("/")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = {"checkouts:read", "checkouts:write"})
    ListResource<CheckoutView> list(MerchantCaller caller, Query query) {
        Asked asked = query.read(in -> Asked.read(in, caller));
        return Pages.of(search.list(asked.filter(), asked.sorting(), asked.page()), asked.page(), representations::checkouts);
    }

    @Post("/")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = "checkouts:write")
    @Status(HttpStatus.CREATED)
    HttpResponse<CheckoutView> create(MerchantCaller caller, Body body) {
        return HttpResponse.created(desk.open(body.read(CheckoutInput::read), caller));
    }

    @Get("/{id}")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = {"checkouts:read", "checkouts:write"})
    CheckoutView get(MerchantCaller caller, UUID id) {
        return checkouts.find(id).filter(checkout -> caller.may(Permission.SALES_READ, checkout.organizationId())).map(representations::checkout)
                .orElseThrow(ApiError::notFound);
    }

    @Patch("/{id}")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = "checkouts:write")
    @Operation(refuses = {"AlreadyActiveSubscriptionError", "NotOpenCheckout", "PaymentNotReady", "TrialAlreadyRedeemed",
            "DiscountRedemptionLimitReached", "CheckoutLocked"})
    CheckoutView update(MerchantCaller caller, UUID id, Body body) {
        CheckoutUpdateInput input = body.read(CheckoutUpdateInput::read);
        Checkout checkout = checkouts.find(id).filter(found -> caller.reaches(found.organizationId())).orElseThrow(ApiError::notFound);
        caller.demand(Permission.SALES_MANAGE, checkout.organizationId());
        if (checkout.buyer().customerId() == null) {
            desk.checkDomain(input.email());
        }
        changes.ask(new Changes.Target("checkout", id, checkout.organizationId()), caller, "update_checkout", input.arguments());
        return representations.checkout(checkouts.find(id).orElseThrow(ApiError::notFound));
    }
}
