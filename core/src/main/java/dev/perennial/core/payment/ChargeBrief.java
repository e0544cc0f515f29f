package dev.perennial.core.payment;

import org.jspecify.annotations.Nullable;

/**
 * An attempt and what the rows around it say that the processor has to be told, read together.
 *
 * @param payer the processor's id of the customer, or null while it doesn't know them
 * @param requireThreeDSecure whether the organization asks present payers to confirm with their bank
 * @param description what the attempt's order is for, or null when it is for none
 * @param savedMethod the processor's id of the saved method, or null when the attempt names none that still exists
 */
public record ChargeBrief(PaymentAttempt attempt, @Nullable String payer, String organizationName, String organizationSlug,
        boolean requireThreeDSecure, @Nullable String description, @Nullable String savedMethod) {}
