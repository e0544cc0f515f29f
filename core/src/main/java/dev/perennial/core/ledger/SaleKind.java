package dev.perennial.core.ledger;

/** Whether a payment is for a subscription's order, which some merchants pay a surcharge for. */
public enum SaleKind {
    ONE_TIME, SUBSCRIPTION
}
