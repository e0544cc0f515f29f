package dev.perennial.core.checkout;

/** What a session asks of the buyer's card (spec 02 §6.2). */
public record PaymentNeed(boolean payment, boolean setup) {
    /** A recurring product that costs something keeps the card for its renewals; a free one needs none. */
    public static PaymentNeed of(Checkout checkout, boolean recurring) {
        boolean paid = checkout.amount().isPositive();
        return new PaymentNeed(paid, paid && recurring);
    }

    public boolean form() { return payment || setup; }
}
