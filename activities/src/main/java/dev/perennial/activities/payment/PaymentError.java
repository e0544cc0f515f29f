package dev.perennial.activities.payment;

import dev.perennial.core.DomainException;

/** The processor or the bank refused the payment; the detail is what the buyer may be told. */
final class PaymentError extends DomainException {
    PaymentError(String detail) { super("PaymentError", detail); }
}
