package dev.perennial.core.ledger;

/** What a merchant pays per order. */
public record FeeRates(long basisPoints, long fixedMinorUnits, long subscriptionBasisPoints) {}
