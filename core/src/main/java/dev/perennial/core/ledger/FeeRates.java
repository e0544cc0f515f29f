package dev.perennial.core.ledger;

/**
 * What the platform takes from a merchant's sales.
 *
 * @param basisPoints share of a payment, tax included
 * @param fixedMinorUnits added to each payment's fee, in minor units of the settlement currency
 * @param subscriptionBasisPoints additional share of a payment for a subscription's order
 */
public record FeeRates(long basisPoints, long fixedMinorUnits, long subscriptionBasisPoints) {
    /** What a merchant without a plan pays. */
    public static final FeeRates STARTER = new FeeRates(500, 50, 0);

    public FeeRates {
        if (basisPoints < 0 || fixedMinorUnits < 0 || subscriptionBasisPoints < 0) {
            throw new IllegalArgumentException("fees are never negative: " + basisPoints + ", " + fixedMinorUnits + ", " + subscriptionBasisPoints);
        }
    }
}
