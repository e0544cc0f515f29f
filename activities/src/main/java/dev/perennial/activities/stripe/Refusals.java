package dev.perennial.activities.stripe;

import com.stripe.exception.AuthenticationException;
import com.stripe.exception.PermissionException;
import com.stripe.exception.StripeException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts and logs what Stripe does not take from us, so that an operator hears of it. */
@Singleton
final class Refusals {
    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
    private final MeterRegistry meters;

    Refusals(MeterRegistry meters) { this.meters = meters; }

    /** The message may quote what was sent: the request's id finds it in Stripe's own log. */
    void heard(StripeException refused) {
        String code = codeOf(refused);
        Counter.builder("perennial.processor.refused").description("Requests the payment processor refused for what is no customer's fault")
                .tag("code", code).register(meters).increment();
        var error = refused.getStripeError();
        LOG.error("the payment processor refuses a request of ours: HTTP {}, {}, parameter {}, its request {}", refused.getStatusCode(), code,
                error == null ? null : error.getParam(), refused.getRequestId());
    }

    static String codeOf(StripeException refused) {
        return switch (refused) {
            case PermissionException _ -> "permission";
            case AuthenticationException _ -> "authentication";
            default -> refused.getCode() == null ? "invalid_request" : refused.getCode();
        };
    }

    static String messageOf(StripeException refused) {
        String told = refused.getUserMessage();
        return told == null ? "The processor refused the request." : told;
    }
}
