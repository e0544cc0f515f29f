package dev.perennial.core.order;

/** What becomes of the due amount of an order. */
public enum DueHandling {
    /** There is none: the order is paid as it stands. */
    NONE,
    /** Less is due than a card can be charged: the order is paid and the due amount becomes a debt of the customer's balance. */
    CARRIED_AS_DEBT,
    /** The due amount is charged; what of it is off the currency's step becomes a debt of the customer's balance. */
    CHARGE
}
