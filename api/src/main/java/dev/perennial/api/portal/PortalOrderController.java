package dev.perennial.api.portal;

import static dev.perennial.api.platform.input.Values.literal;
import static dev.perennial.api.platform.input.Values.text;
import static dev.perennial.api.platform.input.Values.uuid;

import dev.perennial.api.platform.document.Operation;
import dev.perennial.api.command.Arguments;
import dev.perennial.api.command.Changes;
import dev.perennial.api.platform.access.Access;
import dev.perennial.api.platform.access.Subject;
import dev.perennial.api.platform.error.ApiError;
import dev.perennial.api.platform.input.Body;
import dev.perennial.core.identity.PortalCaller;
import dev.perennial.core.order.Order;
import dev.perennial.core.order.Orders;
import dev.perennial.core.payment.Payment;
import dev.perennial.core.payment.PaymentAttempt;
import dev.perennial.core.payment.PaymentAttemptSearch;
import dev.perennial.core.payment.Payments;
import dev.perennial.workflows.Aggregate;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Controller("/v1/customer-portal/orders")
class PortalOrderController {
    private final Orders orders;
    private final Payments payments;
    private final PaymentAttemptSearch attempts;
    private final Changes changes;

    PortalOrderController(Orders orders, Payments payments, PaymentAttemptSearch attempts, Changes changes) {
        this.orders = orders;
        this.payments = payments;
        this.attempts = attempts;
        this.changes = changes;
    }

    record PaymentStatusView(String status, @Nullable String error) {}

    record PaymentConfirmationView(String status, @Nullable String clientSecret, @Nullable String error) {}

    private record Means(Optional<String> confirmationToken, Optional<UUID> method) {}

    @Get("/{id}/payment-status")
    @Access(subjects = {Subject.CUSTOMER, Subject.MEMBER}, scopes = {"customer_portal:read", "customer_portal:write"})
    @Operation("customer_portal:orders:get_payment_status")
    PaymentStatusView paymentStatus(PortalCaller caller, UUID id) {
        Order order = own(caller, id);
        return payments.findLatestOfOrder(order.id())
                .map(payment -> new PaymentStatusView(payment.status().wire(),
                        payment.status() == Payment.Status.FAILED ? payment.declineMessage() : null))
                .orElseGet(() -> new PaymentStatusView("no_payment", null));
    }

    /** The customer pays an order that could not be charged. */
    @Post("/{id}/confirm-payment")
    @Access(subjects = {Subject.CUSTOMER, Subject.MEMBER}, scopes = "customer_portal:write")
    @Operation(value = "customer_portal:orders:confirm_retry_payment", refuses = {"PaymentAlreadyInProgress", "OrderNotEligibleForRetry",
            "ManualRetryLimitExceeded"})
    PaymentConfirmationView confirmPayment(PortalCaller caller, UUID id, Body body) {
        Means means = body.read(in -> {
            var token = in.optional("confirmation_token_id", text());
            var method = in.optional("payment_method_id", uuid());
            in.ifSent("payment_processor", literal("stripe"));
            if (token.isPresent() == method.isPresent()) {
                in.refuse("confirmation_token_id", "exactly one of confirmation_token_id and payment_method_id is needed.");
            }
            return () -> new Means(token, method);
        });
        Order order = own(caller, id);
        changes.ask(new Changes.Target(Aggregate.ORDER.wire(), order.id(), order.organizationId()), caller, "retry_payment",
                new Arguments().with("confirmation_token_id", means.confirmationToken()).with("payment_method_id", means.method()));
        return attempts.latestOfOrder(order.id()).map(PortalOrderController::view)
                .orElseThrow(() -> new IllegalStateException("a retry of order " + order.id() + " left no attempt"));
    }

    private static PaymentConfirmationView view(PaymentAttempt attempt) {
        return switch (attempt.state()) {
            case SUCCEEDED, PROCESSING -> new PaymentConfirmationView("succeeded", null, null);
            case REQUIRES_ACTION -> new PaymentConfirmationView("requires_action", attempt.clientSecret(), null);
            case FAILED -> new PaymentConfirmationView("failed", null, "The payment was declined: " + attempt.declineCode() + ".");
            case STARTED, UNKNOWN -> throw new IllegalStateException("attempt " + attempt.id() + " was answered without an outcome");
        };
    }

    private Order own(PortalCaller caller, UUID id) {
        caller.demandBilling();
        return orders.find(id).filter(order -> order.customerId().equals(caller.customerId())).orElseThrow(ApiError::notFound);
    }
}
