package dev.perennial.core.ledger;

import static dev.perennial.core.money.Rounding.HALF_AWAY_FROM_ZERO;

import dev.perennial.core.money.Money;
import dev.perennial.core.money.Ratio;

/**
 * What became of a charge: the figures of the processor's balance transaction beside those of the order. The rate of exchange is settled to
 * charged, both in minor units, so it holds whether or not a currency has decimals.
 *
 * @param charged what the customer paid, in the currency shown to them; positive
 * @param tax the order's whole tax in the same currency, which can exceed the charge where credit paid for the rest
 * @param settled what the charge brought in the settlement currency before any fee; positive
 * @param processorFee what the processor kept of it, in the settlement currency
 */
public record Settlement(Money charged, Money tax, Money settled, Money processorFee) {
    public Settlement {
        boolean sameKinds = charged.currency().equals(tax.currency()) && settled.currency().equals(processorFee.currency());
        if (!sameKinds || !charged.isPositive() || !settled.isPositive() || tax.isNegative()) {
            throw new IllegalArgumentException(
                    "no settlement has charged " + charged + ", tax " + tax + ", settled " + settled + ", fee " + processorFee);
        }
        if (!exchanges(charged, settled) && !charged.equals(settled)) {
            throw new IllegalArgumentException(charged + " can't become " + settled + " without an exchange");
        }
    }

    /** The order's tax in the settlement currency: the same share of what was settled as of what was charged. */
    public Money settledTax() {
        return settled.times(new Ratio(tax.minorUnits(), charged.minorUnits()), HALF_AWAY_FROM_ZERO);
    }

    /** What is left of the settled amount for the merchant before fees; negative when the charge didn't even cover the tax. */
    public Money settledNet() {
        return settled.minus(settledTax());
    }

    boolean isExchange() { return exchanges(charged, settled); }

    private static boolean exchanges(Money charged, Money settled) { return !charged.currency().equals(settled.currency()); }
}
