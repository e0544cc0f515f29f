package dev.perennial.api.command;

import dev.perennial.core.payment.PaymentMethod;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Saves a customer's card for later charges. */
public interface PaymentMethodDesk {
    /** What came of it. */
    sealed interface Added {
        record Succeeded(PaymentMethod method) implements Added {}

        /** The customer has to confirm with the bank first. */
        record RequiresAction(String clientSecret) implements Added {}

        record Failed(String detail) implements Added {}
    }

    /**
     * Saves the card of a confirmation token.
     *
     * @param returnUrl where the bank's page leads back to
     */
    Added add(UUID customerId, String confirmationTokenId, boolean setDefault, @Nullable String returnUrl);

    /**
     * Completes what {@link #add} began, after the bank's page.
     *
     * @throws dev.perennial.core.DomainException {@code CustomerNotReady} if the processor does not know the customer yet
     */
    Added confirm(UUID customerId, String setupIntentId, boolean setDefault);
}
