package dev.perennial.api.temporal;

import dev.perennial.api.command.CommandBus;
import dev.perennial.api.command.PaymentMethodDesk;
import dev.perennial.api.platform.input.InvalidRequest;
import dev.perennial.api.platform.input.Loc;
import dev.perennial.api.platform.idempotency.RequestIds;
import dev.perennial.core.command.Command;
import dev.perennial.core.command.Outcome;
import dev.perennial.core.customer.Customer;
import dev.perennial.core.customer.Customers;
import dev.perennial.core.payment.CustomerNotReady;
import dev.perennial.core.payment.PaymentAttempt;
import dev.perennial.core.payment.PaymentAttempts;
import dev.perennial.core.payment.PaymentMethods;
import dev.perennial.core.testclock.BillingTime;
import dev.perennial.workflows.Aggregate;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Saves cards through the short workflow each of them gets. */
@Singleton
final class WorkflowPaymentMethodDesk implements PaymentMethodDesk {
    private final CommandBus bus;
    private final Customers customers;
    private final PaymentAttempts attempts;
    private final PaymentMethods methods;
    private final BillingTime time;

    WorkflowPaymentMethodDesk(CommandBus bus, Customers customers, PaymentAttempts attempts, PaymentMethods methods, BillingTime time) {
        this.bus = bus;
        this.customers = customers;
        this.attempts = attempts;
        this.methods = methods;
        this.time = time;
    }

    @Override
    public Added add(UUID customerId, String confirmationTokenId, boolean setDefault, @Nullable String returnUrl) {
        Map<String, Object> body = new HashMap<>();
        body.put("customer_id", customerId.toString());
        body.put("confirmation_token_id", confirmationTokenId);
        body.put("set_default", setDefault);
        if (returnUrl != null) {
            body.put("return_url", returnUrl);
        }
        return send("add_payment_method", RequestIds.next(), customers.get(customerId), body);
    }

    @Override
    public Added confirm(UUID customerId, String setupIntentId, boolean setDefault) {
        Customer customer = customers.get(customerId);
        if (customer.processorCustomerId() == null) {
            throw new CustomerNotReady();
        }
        PaymentAttempt attempt = attempts.findByIntent(setupIntentId)
                .filter(each -> each.kind() == PaymentAttempt.Kind.SETUP && each.customerId().equals(customerId))
                .orElseThrow(() -> InvalidRequest.of("value_error", Loc.body("setup_intent_id"), "This setup intent does not exist.", setupIntentId));
        return send("confirm_payment_method", attempt.id(), customer, Map.of("customer_id", customerId.toString(), "set_default", setDefault));
    }

    private Added send(String kind, UUID attemptId, Customer customer, Map<String, Object> body) {
        Outcome outcome = bus.execute(new Command(RequestIds.next(), time.realNow(), kind, Aggregate.CARD_SETUP.wire(), attemptId,
                customer.organizationId(), "customer:" + customer.id(), body, null));
        if (outcome instanceof Outcome.Refused refused) {
            return new Added.Failed(refused.detail());
        }
        PaymentAttempt attempt = attempts.get(attemptId);
        return switch (attempt.state()) {
            case SUCCEEDED -> new Added.Succeeded(savedBy(attempt));
            case REQUIRES_ACTION, PROCESSING -> new Added.RequiresAction(secretOf(attempt));
            case FAILED -> new Added.Failed("The card was not accepted: " + attempt.declineCode() + ".");
            case STARTED, UNKNOWN -> throw new IllegalStateException("attempt " + attemptId + " was answered without an outcome");
        };
    }

    private dev.perennial.core.payment.PaymentMethod savedBy(PaymentAttempt attempt) {
        UUID method = attempt.paymentMethodId();
        if (method == null) {
            throw new IllegalStateException("attempt " + attempt.id() + " kept no card");
        }
        return methods.find(method).orElseThrow(() -> new IllegalStateException("no payment method " + method));
    }

    private static String secretOf(PaymentAttempt attempt) {
        String secret = attempt.clientSecret();
        if (secret == null) {
            throw new IllegalStateException("attempt " + attempt.id() + " waits without a client secret");
        }
        return secret;
    }
}
