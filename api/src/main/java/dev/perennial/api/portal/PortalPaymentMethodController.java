package dev.perennial.api.portal;

import static dev.perennial.api.platform.input.Values.bool;
import static dev.perennial.api.platform.input.Values.text;

import dev.perennial.api.platform.document.Operation;
import io.micronaut.http.annotation.Status;
import dev.perennial.api.command.CommandBusy;
import dev.perennial.api.command.PaymentMethodDesk;
import dev.perennial.api.command.PaymentMethodDesk.Added;
import dev.perennial.api.field.Pages;
import dev.perennial.api.platform.access.Access;
import dev.perennial.api.platform.access.Subject;
import dev.perennial.api.platform.error.ApiError;
import dev.perennial.api.platform.http.ListResource;
import dev.perennial.api.platform.input.Body;
import dev.perennial.api.platform.input.Query;
import dev.perennial.core.customer.Customers;
import dev.perennial.core.identity.PortalCaller;
import dev.perennial.core.listing.PageRequest;
import dev.perennial.core.payment.PaymentMethods;
import dev.perennial.core.wire.Form;
import dev.perennial.core.wire.PaymentMethodView;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import java.util.UUID;
import java.util.function.Supplier;

@Controller("/v1/customer-portal/customers/me/payment-methods")
class PortalPaymentMethodController {
    private final PaymentMethodDesk desk;
    private final PaymentMethods methods;
    private final Customers customers;

    PortalPaymentMethodController(PaymentMethodDesk desk, PaymentMethods methods, Customers customers) {
        this.desk = desk;
        this.methods = methods;
        this.customers = customers;
    }

    /** What came of saving a card. */
    sealed interface AddedView {
        record Succeeded(@Form(oneOf = "succeeded") String status, PaymentMethodView paymentMethod) implements AddedView {}

        record RequiresAction(@Form(oneOf = "requires_action") String status, String clientSecret) implements AddedView {}
    }

    private record ToAdd(String confirmationTokenId, boolean setDefault, String returnUrl) {}

    private record ToConfirm(String setupIntentId, boolean setDefault) {}

    @Get
    @Access(subjects = {Subject.CUSTOMER, Subject.MEMBER}, scopes = {"customer_portal:read", "customer_portal:write"})
    @Operation("customer_portal:customers:list_payment_methods")
    ListResource<PaymentMethodView> list(PortalCaller caller, Query query) {
        PageRequest page = query.read(in -> in.page());
        UUID chosen = customers.get(caller.customerId()).defaultPaymentMethodId();
        return Pages.cut(methods.ofCustomer(caller.customerId()), page, method -> PaymentMethodView.of(method, chosen));
    }

    @Post
    @Access(subjects = {Subject.CUSTOMER, Subject.MEMBER}, scopes = "customer_portal:write")
    @Operation(value = "customer_portal:customers:add_payment_method", refuses = {"PaymentMethodSetupFailed", "503 ServiceUnavailable"})
    @Status(HttpStatus.CREATED)
    HttpResponse<AddedView> add(PortalCaller caller, Body body) {
        ToAdd wanted = body.read(in -> {
            var token = in.required("confirmation_token_id", text());
            var setDefault = in.required("set_default", bool());
            var returnUrl = in.required("return_url", text());
            return () -> new ToAdd(token.get(), setDefault.get(), returnUrl.get());
        });
        caller.demandBilling();
        return answer(caller, () -> desk.add(caller.customerId(), wanted.confirmationTokenId(), wanted.setDefault(), wanted.returnUrl()));
    }

    @Post("/confirm")
    @Access(subjects = {Subject.CUSTOMER, Subject.MEMBER}, scopes = "customer_portal:write")
    @Operation(value = "customer_portal:customers:confirm_payment_method", refuses = {"PaymentMethodSetupFailed", "CustomerNotReady",
            "503 ServiceUnavailable"})
    @Status(HttpStatus.CREATED)
    HttpResponse<AddedView> confirm(PortalCaller caller, Body body) {
        ToConfirm wanted = body.read(in -> {
            var intent = in.required("setup_intent_id", text());
            var setDefault = in.required("set_default", bool());
            return () -> new ToConfirm(intent.get(), setDefault.get());
        });
        caller.demandBilling();
        return answer(caller, () -> desk.confirm(caller.customerId(), wanted.setupIntentId(), wanted.setDefault()));
    }

    private HttpResponse<AddedView> answer(PortalCaller caller, Supplier<Added> asked) {
        Added added;
        try {
            added = asked.get();
        } catch (CommandBusy _) {
            throw new ApiError(HttpStatus.SERVICE_UNAVAILABLE, "ServiceUnavailable", "The card is still being checked; look again in a moment.");
        }
        return switch (added) {
            case Added.Succeeded(var method) -> HttpResponse.created(
                    new AddedView.Succeeded("succeeded", PaymentMethodView.of(method, customers.get(caller.customerId()).defaultPaymentMethodId())));
            case Added.RequiresAction(var secret) -> HttpResponse.created(new AddedView.RequiresAction("requires_action", secret));
            case Added.Failed(var detail) -> throw ApiError.of("PaymentMethodSetupFailed", detail);
        };
    }
}
