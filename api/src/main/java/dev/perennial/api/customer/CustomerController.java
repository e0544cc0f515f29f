package dev.perennial.api.customer;

import static dev.perennial.api.platform.input.Values.soughtEmailAddress;
import static dev.perennial.api.platform.input.Values.bool;

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
import dev.perennial.core.customer.Customer;
import dev.perennial.core.customer.CustomerSearch;
import dev.perennial.core.customer.CustomerSearch.Filter;
import dev.perennial.core.customer.CustomerSearch.Key;
import dev.perennial.core.identity.MerchantCaller;
import dev.perennial.core.identity.Permission;
import dev.perennial.core.listing.PageRequest;
import dev.perennial.core.listing.Sort;
import dev.perennial.core.payment.PaymentMethods;
import dev.perennial.core.wire.CustomerStateView;
import dev.perennial.core.wire.CustomerView;
import dev.perennial.core.wire.PaymentMethodView;
import dev.perennial.core.wire.Representations;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

@Controller("/v1/customers")
class CustomerController {
    private final CustomerDesk desk;
    private final CustomerDeletion deletion;
    private final FindCustomer find;
    private final CustomerSearch search;
    private final PaymentMethods methods;
    private final Representations representations;

    CustomerController(CustomerDesk desk, CustomerDeletion deletion, FindCustomer find, CustomerSearch search, PaymentMethods methods,
            Representations representations) {
        this.desk = desk;
        this.deletion = deletion;
        this.find = find;
        this.search = search;
        this.methods = methods;
        this.representations = representations;
    }

    private record Asked(Filter filter, List<Sort<Key>> sorting, PageRequest page) {
        static Supplier<Asked> read(Parameters in, MerchantCaller caller) {
            var organizations = in.organizations(caller, Permission.CUSTOMERS_READ);
            var email = in.optional("email", soughtEmailAddress());
            var query = in.optional("query", soughtEmailAddress());
            var active = in.optional("active", bool());
            var metadata = in.metadata();
            var sorting = in.sorting(Key.class, List.of(Sort.descending(Key.CREATED_AT)));
            var page = in.page();
            return () -> new Asked(new Filter(organizations, email, query, active, metadata), sorting, page.get());
        }
    }

    @Get("/")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = {"customers:read", "customers:write"})
    ListResource<CustomerView> list(MerchantCaller caller, Query query) {
        Asked asked = query.read(in -> Asked.read(in, caller));
        return Pages.of(search.list(asked.filter(), asked.sorting(), asked.page()), asked.page(), representations::customers);
    }

    @Post("/")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = "customers:write")
    @Status(HttpStatus.CREATED)
    HttpResponse<CustomerView> create(MerchantCaller caller, Body body) {
        CustomerInput input = body.read(in -> CustomerInput.read(in, caller));
        caller.demand(Permission.CUSTOMERS_MANAGE, input.organizationId());
        return HttpResponse.created(desk.create(input));
    }

    @Get("/{id}")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = {"customers:read", "customers:write"})
    CustomerView get(MerchantCaller caller, UUID id) {
        return representations.customer(byId(caller, id));
    }

    @Get("/external/{external_id}")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = {"customers:read", "customers:write"})
    CustomerView getExternal(MerchantCaller caller, @PathVariable("external_id") String externalId) {
        return representations.customer(byExternalId(caller, externalId));
    }

    @Patch("/{id}")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = "customers:write")
    CustomerView update(MerchantCaller caller, UUID id, Body body) {
        CustomerInput.Change change = body.read(CustomerInput.Change::read);
        return update(caller, byId(caller, id), change);
    }

    @Patch("/external/{external_id}")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = "customers:write")
    CustomerView updateExternal(MerchantCaller caller, @PathVariable("external_id") String externalId, Body body) {
        CustomerInput.Change change = body.read(CustomerInput.Change::readByExternalId);
        return update(caller, byExternalId(caller, externalId), change);
    }

    @Delete("/{id}")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = "customers:write")
    @Status(HttpStatus.NO_CONTENT)
    HttpResponse<?> delete(MerchantCaller caller, UUID id, Query query) {
        boolean anonymize = query.read(CustomerController::anonymize);
        return delete(caller, byId(caller, id), anonymize);
    }

    @Delete("/external/{external_id}")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = "customers:write")
    @Status(HttpStatus.NO_CONTENT)
    HttpResponse<?> deleteExternal(MerchantCaller caller, @PathVariable("external_id") String externalId, Query query) {
        boolean anonymize = query.read(CustomerController::anonymize);
        return delete(caller, byExternalId(caller, externalId), anonymize);
    }

    private static Supplier<Boolean> anonymize(Parameters in) {
        boolean anonymize = in.orElse("anonymize", bool(), false);
        return () -> anonymize;
    }

    private HttpResponse<?> delete(MerchantCaller caller, Customer customer, boolean anonymize) {
        caller.demand(Permission.CUSTOMERS_MANAGE, customer.organizationId());
        deletion.delete(customer.id(), anonymize);
        return HttpResponse.noContent();
    }

    @Get("/{id}/state")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = {"customers:read", "customers:write"})
    @Operation("customers:get_state")
    CustomerStateView state(MerchantCaller caller, UUID id) {
        return representations.customerState(byId(caller, id));
    }

    @Get("/external/{external_id}/state")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = {"customers:read", "customers:write"})
    @Operation("customers:get_state_external")
    CustomerStateView stateExternal(MerchantCaller caller, @PathVariable("external_id") String externalId) {
        return representations.customerState(byExternalId(caller, externalId));
    }

    @Get("/{id}/payment-methods")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = {"customers:read", "customers:write"})
    @Operation("customers:list_payment_methods")
    ListResource<PaymentMethodView> paymentMethods(MerchantCaller caller, UUID id, Query query) {
        PageRequest page = query.read(Parameters::page);
        return paymentMethods(byId(caller, id), page);
    }

    @Get("/external/{external_id}/payment-methods")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = {"customers:read", "customers:write"})
    @Operation("customers:list_payment_methods_external")
    ListResource<PaymentMethodView> paymentMethodsExternal(MerchantCaller caller, @PathVariable("external_id") String externalId, Query query) {
        PageRequest page = query.read(Parameters::page);
        return paymentMethods(byExternalId(caller, externalId), page);
    }

    private ListResource<PaymentMethodView> paymentMethods(Customer customer, PageRequest page) {
        return Pages.cut(methods.ofCustomer(customer.id()).reversed(), page,
                method -> PaymentMethodView.of(method, customer.defaultPaymentMethodId()));
    }

    private CustomerView update(MerchantCaller caller, Customer customer, CustomerInput.Change change) {
        caller.demand(Permission.CUSTOMERS_MANAGE, customer.organizationId());
        return desk.update(customer.id(), change);
    }

    private Customer byId(MerchantCaller caller, UUID id) {
        return find.byId(caller, id).orElseThrow(ApiError::notFound);
    }

    private Customer byExternalId(MerchantCaller caller, String externalId) {
        return find.byExternalId(caller, externalId).orElseThrow(ApiError::notFound);
    }
}
