package dev.perennial.core.order;

import dev.perennial.core.DomainException;

/** The retry names a payment method that is not the customer's. */
public final class PaymentRetryValidationError extends DomainException {
    public PaymentRetryValidationError() {
        super("PaymentRetryValidationError", "This payment method does not belong to the customer of the order.");
    }
}
