package dev.perennial.core.payment;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An attempt and what the rows around it say that the processor has to be told, read together.
 *
 * @param payer the processor's id of the customer, or null while it doesn't know them
 * @param requireThreeDSecure whether the organization asks present payers to confirm with their bank
 * @param description what the attempt's order is for, or null when it is for none
 * @param session what the attempt's checkout session sells, or null when it is for none
 * @param savedMethod the processor's id of the saved method, or null when the attempt names none; of one that was removed, too: whether it can still be
 *     charged is the processor's to say
 * @param calledOff whether nothing may be charged any more: the customer was deleted, the subscription has ended, or the merchant of a session was stopped
 * @param arguments those of the command that led to the attempt, empty when none did or when it is finished
 * @param breaker whether the processor may be called at all
 */
public record ChargeBrief(PaymentAttempt attempt, @Nullable String payer, String organizationName, String organizationSlug,
        boolean requireThreeDSecure, @Nullable String description, @Nullable Session session, @Nullable String savedMethod,
        Map<String, Object> arguments, boolean calledOff, Breaker breaker) {

    /** A checkout session and the product that is selected in it. */
    public record Session(String clientSecret, String productName, boolean recurring) {}
}
