package dev.perennial.api.payment;

import static dev.perennial.api.platform.input.Values.soughtEmailAddress;
import static dev.perennial.api.platform.input.Values.oneOf;
import static dev.perennial.api.platform.input.Values.text;
import static dev.perennial.api.platform.input.Values.uuid;

import dev.perennial.api.field.Pages;
import dev.perennial.api.platform.access.Access;
import dev.perennial.api.platform.access.Subject;
import dev.perennial.api.platform.error.ApiError;
import dev.perennial.api.platform.http.ListResource;
import dev.perennial.api.platform.input.Parameters;
import dev.perennial.api.platform.input.Query;
import dev.perennial.core.identity.MerchantCaller;
import dev.perennial.core.identity.Permission;
import dev.perennial.core.listing.PageRequest;
import dev.perennial.core.listing.Sort;
import dev.perennial.core.payment.Payment;
import dev.perennial.core.payment.PaymentSearch;
import dev.perennial.core.payment.PaymentSearch.Filter;
import dev.perennial.core.payment.PaymentSearch.Key;
import dev.perennial.core.payment.Payments;
import dev.perennial.core.wire.PaymentView;
import dev.perennial.core.wire.Representations;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

@Controller("/v1/payments")
class PaymentController {
    private final Payments payments;
    private final PaymentSearch search;
    private final Representations representations;

    PaymentController(Payments payments, PaymentSearch search, Representations representations) {
        this.payments = payments;
        this.search = search;
        this.representations = representations;
    }

    private record Asked(Filter filter, List<Sort<Key>> sorting, PageRequest page) {
        static Supplier<Asked> read(Parameters in, MerchantCaller caller) {
            var organizations = in.organizations(caller, Permission.SALES_READ);
            var checkouts = in.all("checkout_id", uuid());
            var orders = in.all("order_id", uuid());
            var customers = in.all("customer_id", uuid());
            var emails = in.all("customer_email", soughtEmailAddress());
            var statuses = in.all("status", oneOf(Payment.Status.class, Payment.Status::wire));
            var methods = in.all("method", text());
            var sorting = in.sorting(Key.class, List.of(Sort.descending(Key.CREATED_AT)));
            var page = in.page();
            return () -> new Asked(new Filter(organizations, checkouts, orders, customers, emails, statuses, methods), sorting, page.get());
        }
    }

    @Get("/")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = "payments:read")
    ListResource<PaymentView> list(MerchantCaller caller, Query query) {
        Asked asked = query.read(in -> Asked.read(in, caller));
        return Pages.of(search.list(asked.filter(), asked.sorting(), asked.page()), asked.page(), representations::payments);
    }

    @Get("/{id}")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = "payments:read")
    PaymentView get(MerchantCaller caller, UUID id) {
        Payment payment = payments.find(id).filter(each -> caller.reaches(each.organizationId())).orElseThrow(ApiError::notFound);
        caller.demand(Permission.SALES_READ, payment.organizationId());
        return representations.payment(payment);
    }
}
