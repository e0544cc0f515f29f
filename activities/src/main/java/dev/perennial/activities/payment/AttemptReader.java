package dev.perennial.activities.payment;

import dev.perennial.activities.payment.PaymentProcessor.Charge;
import dev.perennial.activities.payment.PaymentProcessor.Means;
import dev.perennial.activities.payment.PaymentProcessor.Setup;
import dev.perennial.core.customer.Customers;
import dev.perennial.core.payment.ChargeBrief;
import dev.perennial.core.payment.PaymentAttempt;
import dev.perennial.core.payment.PaymentAttempts;
import dev.perennial.core.settings.Settings;
import dev.perennial.core.testclock.BillingTime;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Gathers what the processor has to be told about an attempt. */
@Singleton
class AttemptReader {
    /** A descriptor has 22 characters; the platform's own prefix takes 5 of them and the separator 2 (spec 04 §1.9). */
    private static final int STATEMENT_SUFFIX_LENGTH = 15;

    private final PaymentAttempts attempts;
    private final Customers customers;
    private final BillingTime time;
    private final Settings settings;

    AttemptReader(PaymentAttempts attempts, Customers customers, BillingTime time, Settings settings) {
        this.attempts = attempts;
        this.customers = customers;
        this.time = time;
        this.settings = settings;
    }

    PaymentAttempt get(UUID id) { return attempts.get(id); }

    ChargeBrief brief(UUID id) { return attempts.brief(id).orElseThrow(() -> new IllegalStateException("no payment attempt " + id)); }

    Instant billingNow(PaymentAttempt attempt) { return time.now(customers.get(attempt.customerId()).testClockId()); }

    Charge chargeOf(ChargeBrief brief, String payer) {
        PaymentAttempt attempt = brief.attempt();
        Map<String, String> metadata = metadataOf(attempt);
        var session = brief.session();
        if (session != null) {
            return new Charge(attempt.id(), attempt.idempotencyKey(), payer, attempt.amount(),
                    new Means.ConfirmationToken(argument(brief, "confirmation_token_id"), session.recurring()),
                    brief.organizationName() + " — " + session.productName(), suffix(brief), brief.requireThreeDSecure(),
                    returnUrl("/checkout/" + session.clientSecret() + "/confirmation"), metadata);
        }
        if (brief.description() == null) {
            throw new IllegalStateException("attempt " + attempt.id() + " is for neither an order nor a checkout");
        }
        boolean byCustomer = attempt.trigger() == PaymentAttempt.Trigger.RETRY_CUSTOMER;
        return new Charge(attempt.id(), attempt.idempotencyKey(), payer, attempt.amount(), meansOf(brief, byCustomer),
                brief.organizationName() + " — " + brief.description(), suffix(brief), byCustomer && brief.requireThreeDSecure(),
                byCustomer ? returnUrl("/" + brief.organizationSlug() + "/portal") : null, metadata);
    }

    private Means meansOf(ChargeBrief brief, boolean byCustomer) {
        UUID methodId = brief.attempt().paymentMethodId();
        if (methodId == null) {
            return new Means.ConfirmationToken(argument(brief, "confirmation_token_id"), true);
        }
        String saved = brief.savedMethod();
        if (saved == null) {
            throw new IllegalStateException("no payment method " + methodId);
        }
        return new Means.Saved(saved, byCustomer);
    }

    Setup setupOf(ChargeBrief brief, String payer) {
        PaymentAttempt attempt = brief.attempt();
        return new Setup(attempt.id(), attempt.idempotencyKey(), payer, argument(brief, "confirmation_token_id"),
                brief.requireThreeDSecure(), optionalArgument(brief, "return_url"), metadataOf(attempt));
    }

    private static Map<String, String> metadataOf(PaymentAttempt attempt) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("organization_id", attempt.organizationId().toString());
        metadata.put("payment_trigger", attempt.trigger().wire());
        if (attempt.checkoutId() != null) {
            metadata.put("checkout_id", attempt.checkoutId().toString());
        }
        if (attempt.orderId() != null) {
            metadata.put("order_id", attempt.orderId().toString());
        }
        return metadata;
    }

    /** The command's body is kept until the attempt it led to has an outcome: it holds what must not stand in a history. */
    private static String argument(ChargeBrief brief, String name) {
        String value = optionalArgument(brief, name);
        if (value == null) {
            throw new IllegalStateException("the command of attempt " + brief.attempt().id() + " has no " + name);
        }
        return value;
    }

    private static @Nullable String optionalArgument(ChargeBrief brief, String name) {
        return brief.arguments().get(name) instanceof String text ? text : null;
    }

    private String returnUrl(String path) { return settings.frontendUrl() + path; }

    private static String suffix(ChargeBrief brief) {
        return brief.organizationSlug().substring(0, Math.min(STATEMENT_SUFFIX_LENGTH, brief.organizationSlug().length()));
    }
}
