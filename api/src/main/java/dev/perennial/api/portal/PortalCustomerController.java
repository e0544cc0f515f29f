package dev.perennial.api.portal;

import static dev.perennial.api.platform.input.Values.bool;
import static dev.perennial.api.platform.input.Values.text;

import dev.perennial.api.command.PaymentMethodDesk;
import dev.perennial.api.command.PaymentMethodDesk.Added;
import dev.perennial.api.field.Pages;
import dev.perennial.api.field.Types;
import dev.perennial.api.platform.access.Access;
import dev.perennial.api.platform.access.Subject;
import dev.perennial.api.platform.error.ApiError;
import dev.perennial.api.platform.http.ListResource;
import dev.perennial.api.platform.input.Body;
import dev.perennial.api.platform.input.Fields;
import dev.perennial.api.platform.input.Parameters;
import dev.perennial.api.platform.input.Query;
import dev.perennial.core.customer.Customer;
import dev.perennial.core.customer.Customers;
import dev.perennial.core.identity.PortalCaller;
import dev.perennial.core.payment.PaymentMethods;
import dev.perennial.core.wire.PaymentMethodView;
import dev.perennial.core.wire.PortalCustomerView;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import java.util.function.Supplier;

/** The customer in person, and the cards they pay with. */
@Controller("/v1/customer-portal/customers/me")
class PortalCustomerController {
    private final Customers customers;
    private final PaymentMethods methods;
    private final PaymentMethodDesk desk;

    PortalCustomerController(Customers customers, PaymentMethods methods, PaymentMethodDesk desk) {
        this.customers = customers;
        this.methods = methods;
        this.desk = desk;
    }

    private record Adding(String confirmationTokenId, boolean setDefault, String returnUrl) {
        static Supplier<Adding> read(Fields in) {
            var token = in.required("confirmation_token_id", text().atLeast(1));
            var setDefault = in.required("set_default", bool());
            var returnUrl = in.required("return_url", Types.WEB_ADDRESS);
            return () -> new Adding(token.get(), setDefault.get(), returnUrl.get());
        }
    }

    private record Confirming(String setupIntentId, boolean setDefault) {
        static Supplier<Confirming> read(Fields in) {
            var intent = in.required("setup_intent_id", text().atLeast(1));
            var setDefault = in.required("set_default", bool());
            return () -> new Confirming(intent.get(), setDefault.get());
        }
    }

    /** A card that was saved. */
    record SavedView(String status, PaymentMethodView paymentMethod) {}

    /** A card whose bank wants to see its owner first. */
    record ActionView(String status, String clientSecret) {}

    @Get
    @Access(subjects = {Subject.CUSTOMER, Subject.MEMBER}, scopes = {PortalScopes.READ, PortalScopes.WRITE})
    PortalCustomerView get(PortalCaller caller) {
        return PortalCustomerView.of(customers.get(caller.customerId()));
    }

    @Get("/payment-methods")
    @Access(subjects = {Subject.CUSTOMER, Subject.MEMBER}, scopes = {PortalScopes.READ, PortalScopes.WRITE})
    ListResource<PaymentMethodView> list(PortalCaller caller, Query query) {
        caller.demandBilling();
        Customer customer = customers.get(caller.customerId());
        return Pages.cut(methods.ofCustomer(customer.id()).reversed(), query.read(Parameters::page),
                method -> PaymentMethodView.of(method, customer.defaultPaymentMethodId()));
    }

    @Post("/payment-methods")
    @Access(subjects = {Subject.CUSTOMER, Subject.MEMBER}, scopes = PortalScopes.WRITE)
    HttpResponse<Object> add(PortalCaller caller, Body body) {
        caller.demandBilling();
        Adding input = body.read(Adding::read);
        return answer(caller, desk.add(caller.customerId(), input.confirmationTokenId(), input.setDefault(), input.returnUrl()));
    }

    @Post("/payment-methods/confirm")
    @Access(subjects = {Subject.CUSTOMER, Subject.MEMBER}, scopes = PortalScopes.WRITE)
    HttpResponse<Object> confirm(PortalCaller caller, Body body) {
        caller.demandBilling();
        Confirming input = body.read(Confirming::read);
        return answer(caller, desk.confirm(caller.customerId(), input.setupIntentId(), input.setDefault()));
    }

    private HttpResponse<Object> answer(PortalCaller caller, Added added) {
        return switch (added) {
            case Added.Succeeded(var method) -> HttpResponse.created(
                    new SavedView("succeeded", PaymentMethodView.of(method, customers.get(caller.customerId()).defaultPaymentMethodId())));
            case Added.RequiresAction(var clientSecret) -> HttpResponse.created(new ActionView("requires_action", clientSecret));
            case Added.Failed(var detail) -> throw ApiError.of("PaymentMethodSetupFailed", detail);
        };
    }
}
