package dev.perennial.core.ledger;

/** Why an amount stands in an account. */
public enum PostingMemo {
    /** The sale itself, in the currency the customer paid in. */
    SALE,
    /** An amount leaves one currency and arrives in another as the processor has exchanged it. */
    EXCHANGE,
    /** The payment processor's own fee. */
    PROCESSOR_FEE,
    /** The platform's fee for a payment. */
    PAYMENT_FEE,
    /** The platform's surcharge for cards from abroad. */
    INTERNATIONAL_FEE,
    /** The platform's surcharge for orders of subscriptions. */
    SUBSCRIPTION_FEE,
    /** A charge that belongs to no order, until it is given back. */
    UNEARNED,
    /** Money given back to the customer. */
    REFUND
}
