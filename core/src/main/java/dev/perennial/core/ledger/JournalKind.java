package dev.perennial.core.ledger;

/** The money events that make a journal. */
public enum JournalKind {
    /** An order was paid, by a charge, by the customer's balance, or both; or a charge arrived that belongs to no order. */
    PAYMENT_CAPTURED,
    /** The processor has told what a charge brought in the settlement currency and what it kept. */
    PAYMENT_SETTLED,
    /** A charge was given back, in whole or in part. */
    PAYMENT_REFUNDED,
    /** The processor has told what a refund took in the settlement currency and what it kept for it. */
    REFUND_SETTLED,
    /** A refund has come back to us: the customer does not have the money. */
    REFUND_RETURNED
}
